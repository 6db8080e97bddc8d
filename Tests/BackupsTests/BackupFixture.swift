import Backups
import Database
import Foundation
import Migrations
import TestServers
import Testing

/// A migrated database with a run that a worker holds, a finished one and a session.
struct BackupFixture {
    static let migrations = "\(TestServers.packageRoot)/sql/migrations"

    let configuration: DatabaseConfiguration
    let database: Database
    /// A folder for backups.
    let folder: String

    var backup: Backup { Backup(of: configuration, programVersion: "1.2.3") }
    var restore: Restore { Restore(to: configuration, migrations: Self.migrations) }

    static func with(_ body: (BackupFixture) throws -> Void) throws {
        try TestServers.withEmptyDatabase { configuration in
            try TestServers.temporaryDirectory { folder in
                let database = Database(configuration)
                defer { database.close() }
                _ = try Migrator(directory: migrations).migrate(database)
                let fixture = BackupFixture(configuration: configuration, database: database, folder: folder)
                try fixture.fill()
                try body(fixture)
                #expect(try fixture.databases() == [configuration.database], "nothing is left beside it")
            }
        }
    }

    /// All rows of a table, in the order of its key.
    func rows(_ table: String, _ columns: String) throws -> [String] {
        try database.query(SQL(trusted: "SELECT CONCAT_WS('|', \(columns)) AS line FROM \(table) ORDER BY 1"))
            .map { try $0.get("line") }
    }

    /// The databases of this test, by name.
    func databases() throws -> [String] {
        try database.query(
            "SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name IN \(list: names)"
        ).map { try $0.get("name") }
    }

    private var names: [String] {
        ["", "_restore", "_replaced"].map { configuration.database + $0 }
    }

    private func fill() throws {
        let statements = [
            "INSERT INTO tenants (id, name, created_at) VALUES (UNHEX(REPEAT('01', 16)), 'Ünïcødé \\\\ '' \\n 🙂', UTC_TIMESTAMP(6))",
            "INSERT INTO users (id, email, password_hash, created_at) VALUES (UNHEX(REPEAT('02', 16)), 'a@example.com', 'x', UTC_TIMESTAMP(6))",
            "INSERT INTO members (tenant_id, user_id, role, created_at) VALUES (UNHEX(REPEAT('01', 16)), UNHEX(REPEAT('02', 16)), 'admin', UTC_TIMESTAMP(6))",
            """
            INSERT INTO sessions (tenant_id, id, user_id, created_at, expires_at) VALUES (UNHEX(REPEAT('01', 16)),
            UNHEX(REPEAT('03', 16)), UNHEX(REPEAT('02', 16)), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY)
            """,
            """
            INSERT INTO worker_leases (id, epoch, seq, expires_at) VALUES (UNHEX(REPEAT('04', 16)), 1, 7, UTC_TIMESTAMP(6) + INTERVAL 1 DAY)
            """,
            """
            INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, output, created_by, created_at,
            ended_at, worker_id, worker_epoch) VALUES
            (UNHEX(REPEAT('01', 16)), UNHEX(REPEAT('05', 16)), UNHEX(REPEAT('06', 16)), 'completed', '{}', '{"a":"\\u0000"}',
            UNHEX(REPEAT('02', 16)), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), NULL, NULL),
            (UNHEX(REPEAT('01', 16)), UNHEX(REPEAT('07', 16)), UNHEX(REPEAT('06', 16)), 'running', '{}', NULL,
            UNHEX(REPEAT('02', 16)), UTC_TIMESTAMP(6), NULL, UNHEX(REPEAT('04', 16)), 1)
            """,
        ]
        for statement in statements { try database.execute(SQL(trusted: statement)) }
    }
}
