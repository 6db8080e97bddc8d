import Database
import Encryption
import Foundation
import Identity
import JSON
import Secrets
import TestServers

/// A store with a key of its own on an empty database.
struct SecretFixture {
    let database: Database
    let configuration: DatabaseConfiguration
    let keys: KeyRing
    /// The text of their file.
    let keyText: String
    let tenant = TenantID()
    let stranger = TenantID()
    let user = UserID()

    var store: SecretStore { SecretStore(database: database, keys: keys) }

    static func with(_ body: (SecretFixture) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            let (keys, text) = try newKeyFile()
            try body(SecretFixture(database: database, configuration: configuration, keys: keys, keyText: text))
        }
    }

    static func newKeys() throws -> KeyRing { try newKeyFile().keys }

    private static func newKeyFile() throws -> (keys: KeyRing, text: String) {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/secrets.key"
            try KeyRing.makeMissing(file)
            return (try KeyRing(contentsOf: file), try String(contentsOfFile: file, encoding: .utf8))
        }
    }

    @discardableResult
    func put(_ name: String, _ value: JSON, in other: TenantID? = nil) throws -> SecretStore.Outcome {
        try store.put(name, SecretValue(value), by: user, in: other ?? tenant)
    }

    func value(_ name: String, in other: TenantID? = nil) throws -> JSON? {
        try store.values(of: [name], in: other ?? tenant).values[name]
    }
}
