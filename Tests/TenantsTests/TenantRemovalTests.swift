import Database
import Identity
import TestServers
import Testing

@testable import Tenants

@Suite struct TenantRemovalTests {
    private static func count(_ table: String, _ database: Database) throws -> Int {
        try database.query(SQL(trusted: "SELECT COUNT(*) AS count FROM \(table)"))[0].get("count")
    }

    /// Puts a row into each table that names a tenant.
    private static func fill(_ tenant: TenantID, _ user: UserID, runs: Int = 1, _ database: Database) throws {
        for _ in 0..<runs {
            let run = UserID()
            try database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                VALUES (\(tenant), \(run), \(run), 'pending', '{}', \(user), UTC_TIMESTAMP(6))
                """)
            for seq in 0..<3 {
                try database.execute(
                    """
                    INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
                    VALUES (\(run), \(seq), \(tenant), 1, '{}', UTC_TIMESTAMP(6))
                    """)
            }
            try database.execute(
                """
                INSERT INTO run_tasks (run_id, ordinal, tenant_id, name, reference, status, attempt, started_at)
                VALUES (\(run), 0, \(tenant), 'a', '/a', 'running', 1, UTC_TIMESTAMP(6))
                """)
            try database.execute(
                """
                INSERT INTO run_inbox (run_id, id, tenant_id, kind, ordinal, payload)
                VALUES (\(run), \(run), \(tenant), 'event', 0, '{}')
                """)
            try database.execute(
                """
                INSERT INTO usage_records (
                    run_id, seq, tenant_id, task_ordinal, model, input_tokens, output_tokens, created_at
                ) VALUES (\(run), 0, \(tenant), 0, 'm', 1, 1, UTC_TIMESTAMP(6))
                """)
        }
        try database.execute(
            """
            INSERT INTO agents (tenant_id, id, name, created_at)
            VALUES (\(tenant), \(user), 'judge', UTC_TIMESTAMP(6))
            """)
        try database.execute(
            """
            INSERT INTO audit_intake (tenant_id, id, at, action, outcome, actor_kind, target_kind)
            VALUES (\(tenant), \(user), UTC_TIMESTAMP(6), 'a', 'succeeded', 'system', 'tenant')
            """)
        try database.execute(
            "INSERT INTO recovery_codes (user_id, code_hash) VALUES (\(user), \([UInt8](repeating: 1, count: 32)))")
    }

    private static func makeDue(_ tenant: TenantID, _ database: Database) throws {
        try database.execute(
            """
            UPDATE tenants SET deletion_requested_at = UTC_TIMESTAMP(6) - INTERVAL 1 DAY, delete_at = UTC_TIMESTAMP(6)
            WHERE id = \(tenant)
            """)
    }

    @Test func `all rows of a tenant go, those of others stay, and so do people who are members elsewhere`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let (gone, stays) = (
                try TestSession.insert(.admin, into: database), try TestSession.insert(.admin, into: database)
            )
            let both = try TestSession.insert(.viewer, of: gone.tenant, into: database)
            try database.execute(
                """
                INSERT INTO members (tenant_id, user_id, role, created_at)
                VALUES (\(stays.tenant), \(both.user), 'viewer', UTC_TIMESTAMP(6))
                """)
            try Self.fill(gone.tenant, gone.user, runs: TenantRemoval.groupLimit + 1, database)
            try Self.fill(stays.tenant, stays.user, database)
            let removal = TenantRemoval(database: database)
            #expect(try removal.due().isEmpty)
            try Self.makeDue(gone.tenant, database)
            #expect(try removal.due() == [gone.tenant])

            // It may stop anywhere, and goes on.
            var steps = 3
            let stopped = try removal.delete(gone.tenant) {
                steps -= 1
                return steps > 0
            }
            #expect(stopped == nil)
            #expect(try removal.due() == [gone.tenant])
            #expect(try removal.begin(gone.tenant) && !removal.begin(stays.tenant))
            let rows = try #require(try removal.delete(gone.tenant))
            #expect(rows > 100)
            for table in ["runs", "run_tasks", "run_inbox", "usage_records", "agents", "audit_intake", "tenants"] {
                #expect(try Self.count(table, database) == 1, "\(table)")
            }
            #expect(try Self.count("journal", database) == 3)
            #expect(try Self.count("recovery_codes", database) == 1)
            let users = try database.query("SELECT id FROM users ORDER BY id").map { try $0.get("id", as: UserID.self) }
            #expect(users == [stays.user, both.user].sorted())
            #expect(try removal.due().isEmpty)
            let left = try database.query("SELECT tenant_id FROM deleted_tenants")
            #expect(try left.map { try $0.get("tenant_id", as: TenantID.self) } == [gone.tenant])
        }
    }

    @Test func `what belongs to a run that a worker has stays until the worker lets go of it`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            try Self.fill(caller.tenant, caller.user, runs: 2, database)
            try Self.makeDue(caller.tenant, database)
            let worker = UserID()
            try database.execute("UPDATE runs SET worker_id = \(worker), worker_epoch = 1, status = 'running' LIMIT 1")
            let removal = TenantRemoval(database: database)
            #expect(try removal.delete(caller.tenant) == nil)
            #expect(try Self.count("runs", database) == 1 && Self.count("journal", database) == 3)
            #expect(try removal.due() == [caller.tenant])
            // What it has under way ends.
            try database.execute(
                """
                INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
                SELECT id, 3, tenant_id, 1, '{}', UTC_TIMESTAMP(6) FROM runs
                """)
            try database.execute("UPDATE runs SET worker_id = NULL, worker_epoch = NULL")
            #expect(try removal.delete(caller.tenant) != nil)
            for table in ["runs", "journal", "run_tasks", "tenants"] {
                #expect(try Self.count(table, database) == 0, "\(table)")
            }
        }
    }

    @Test func `a tenant can be brought back until its time, and is not asked twice`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let tenant = try TestSession.insert(.admin, into: database).tenant
            let store = TenantStore(database: database)
            #expect(throws: TenantError.nameMismatch) {
                try store.requestDeletion(of: tenant, called: "test", days: 30)
            }
            #expect(throws: TenantError.notDeleting) { try store.restore(tenant) }
            let first = try store.requestDeletion(of: tenant, called: "Test", days: 30)
            let (requested, end) = (try #require(first.0.deletionRequestedAt), try #require(first.0.deleteAt))
            #expect(first.isNew && first.0.state == .deleting && end - requested == .seconds(30 * 86_400))
            let second = try store.requestDeletion(of: tenant, called: "Test", days: 1)
            #expect(!second.isNew && second.0 == first.0 && second.generation == first.generation)
            let restored = try store.restore(tenant)
            #expect(restored.0.state == .active && restored.generation > first.generation)
            try Self.makeDue(tenant, database)
            #expect(throws: TenantError.deletionHasBegun) { try store.restore(tenant) }
        }
    }
}
