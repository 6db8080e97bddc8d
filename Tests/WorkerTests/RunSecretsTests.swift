import Database
import Encryption
import Identity
import JSON
import JSONSchema
import Masking
import Secrets
import TestServers
import Testing
import WorkflowEngine

@testable import Worker

@Suite struct RunSecretsTests {
    private let tenant = TenantID()

    @Test func `a run gets the secrets that it declares, and a mask for them`() throws {
        try withStore { (store, _) throws in
            try put("token", "correct-horse", in: store)
            try put("login", ["username": "lovelace", "password": "analytical"], in: store)
            try put("other", "not-declared", in: store)
            let secrets = try RunSecrets(["token", "login"], in: tenant, from: store)
            #expect(Array(secrets.values.keys) == ["token", "login"])
            #expect(secrets.values["login"]?["password"] == "analytical")
            #expect(
                secrets.mask.mask(["a correct-horse", "lovelace:analytical", "not-declared"])
                    == ["a ***", "***:***", "not-declared"])
        }
    }

    @Test func `a run that declares none asks nobody`() throws {
        let nowhere = Database(DatabaseConfiguration(socket: "/nowhere", user: "a", password: "", database: "a"))
        let store = SecretStore(database: nowhere, keys: try newKeys())
        let secrets = try RunSecrets([], in: tenant, from: store)
        #expect(secrets.values.isEmpty && secrets.mask.isEmpty)
    }

    @Test func `a field that the other run marks keeps its name, whatever stands in marked fields`() throws {
        var secrets = RunSecrets.none
        secrets.learn(["password", "open sesame"])
        let fields = SecretFields(["properties": ["password": ["writeOnly": true]]])
        let input = secrets.input(["password": "open sesame", "my password": "open sesame", "password!": 1]) { fields }
        #expect(input == ["password": "open sesame", "my ***": "***", "***!": 1])
    }

    @Test func `a missing secret is an authorization error that names it`() throws {
        try withStore { (store, _) throws in
            try put("there", "value", in: store)
            let error = try #require(throws: WorkflowError.self) {
                try RunSecrets(["there", "gone", "no name"], in: tenant, from: store)
            }
            #expect(error.type.hasSuffix("/authorization") && error.status == 403)
            #expect(error.detail?.contains("gone, no name.") == true, "\(error)")
            let strange = try #require(throws: WorkflowError.self) {
                try RunSecrets(["there"], in: TenantID(), from: store)
            }
            #expect(strange.status == 403)
        }
    }

    @Test func `what cannot be decrypted or is too much is an error that says nothing of the value`() throws {
        try withStore { (store, database) throws in
            try put("a", "correct-horse", in: store)
            let wrong = SecretStore(database: database, keys: try newKeys())
            let unreadable = try #require(throws: WorkflowError.self) {
                try RunSecrets(["a"], in: tenant, from: wrong)
            }
            #expect(unreadable.type.hasSuffix("/runtime"))
            #expect(unreadable.detail?.contains("correct") == false)
            let many = (0...SecretLimit.runSecretLimit).map { "s\($0)" }
            let tooMany = try #require(throws: WorkflowError.self) { try RunSecrets(many, in: tenant, from: store) }
            #expect(tooMany.type.hasSuffix("/configuration"))
            #expect(tooMany.detail?.contains("\(SecretLimit.runSecretLimit)") == true)
        }
    }

    private func withStore(_ body: (SecretStore, Database) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(SecretStore(database: database, keys: newKeys()), database)
        }
    }

    private func newKeys() throws -> KeyRing {
        try TestServers.temporaryDirectory { directory in
            try KeyRing.makeMissing("\(directory)/secrets.key")
            return try KeyRing(contentsOf: "\(directory)/secrets.key")
        }
    }

    private func put(_ name: String, _ value: JSON, in store: SecretStore) throws {
        _ = try store.put(name, SecretValue(value), by: UserID(), in: tenant)
    }
}
