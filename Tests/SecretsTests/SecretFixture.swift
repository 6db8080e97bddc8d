import Database
import Encryption
import Identity
import JSON
import Secrets
import TestServers

/// A store with a key of its own on an empty database.
struct SecretFixture {
    let database: Database
    let configuration: DatabaseConfiguration
    let keys: KeyRing
    let tenant = TenantID()
    let stranger = TenantID()
    let user = UserID()

    var store: SecretStore { SecretStore(database: database, keys: keys) }

    static func with(_ body: (SecretFixture) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(SecretFixture(database: database, configuration: configuration, keys: newKeys()))
        }
    }

    static func newKeys() throws -> KeyRing {
        try TestServers.temporaryDirectory { directory in
            try KeyRing.makeMissing("\(directory)/secrets.key")
            return try KeyRing(contentsOf: "\(directory)/secrets.key")
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
