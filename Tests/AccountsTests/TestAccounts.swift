import Accounts
import Database
import Encryption
import Identity
import Mail
import Sessions
import TestServers

/// A store on a database of its own, with a clock that tests move.
struct TestAccounts {
    let configuration: DatabaseConfiguration
    let database: Database
    let keys: KeyRing
    let clock = TestClock()

    static func with(_ body: (TestAccounts) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            try KeyRing.makeMissing("\(directory)/secrets.key")
            let keys = try KeyRing(contentsOf: "\(directory)/secrets.key")
            try TestServers.withDatabase { configuration in
                try body(
                    TestAccounts(configuration: configuration, database: Database(configuration), keys: keys))
            }
        }
    }

    var store: AccountStore { store(cost: 4) }

    var outbox: MailOutbox { MailOutbox(database, keys: keys) }

    var factors: SecondFactorStore { SecondFactorStore(database, keys: keys, now: { clock.now }) }

    func store(cost: Int) -> AccountStore {
        AccountStore(
            database, passwords: PasswordHash(cost: cost), pepper: PepperStore(database, keys: keys), mail: outbox,
            now: { clock.now })
    }

    /// What waits to be sent to somebody, in order.
    func mails(to email: String = "ada@example.com") throws -> [OutgoingMail] {
        try outbox.due(at: clock.now).filter { $0.recipient == email }.map { try outbox.open($0) }
    }

    @discardableResult
    func register(_ email: String = "ada@example.com", tenant: String = "Engines") throws -> SignIn {
        clock.now = clock.now + .seconds(1)
        return try store.register(email: email, password: "correct horse", tenantName: tenant)
    }

    func logIn(_ email: String = "ada@example.com", tenant: String? = nil) throws -> SignIn {
        try store.logIn(email: email, password: "correct horse", tenant: tenant)
    }

    func add(_ user: UserID, to tenant: TenantID, as role: Role) throws {
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(tenant), \(user), \(role.rawValue), \(clock.now))
            """)
    }

    func count(_ table: SQL) throws -> Int {
        try database.first("SELECT COUNT(*) AS rows_found FROM \(sql: table)")?.get("rows_found") ?? 0
    }
}

final class TestClock {
    var now = Timestamp.now
}
