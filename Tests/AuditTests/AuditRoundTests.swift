import Audit
import Database
import Identity
import JSON
import TestServers
import Testing

/// No tenant waits for another.
@Suite struct AuditRoundTests {
    @Test func `an appender locks its own entries only`() throws {
        try AuditFixture.with { (audit) throws in
            let earlier = TenantID(at: .now + .seconds(-86_400))
            for _ in 0..<20 { try audit.record(audit.entry()) }
            let (holder, appending) = (Database(audit.configuration), Database(audit.configuration))
            try holder.transaction { database in
                for tenant in [earlier, audit.stranger] {
                    try AuditStore(database).record(audit.entry(), in: tenant)
                }
                try appending.transaction { database in
                    #expect(try AuditAppender(database: database).append(of: audit.tenant).count == 20)
                    for tenant in [earlier, audit.tenant, audit.stranger, TenantID()] {
                        try audit.record(audit.entry(), in: tenant)
                    }
                }
            }
            #expect(try audit.all().count == 20)
        }
    }

    @Test func `a chain that another holds is left to it`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.record(audit.entry(at: .now + .seconds(-5 * 86_400)))
            _ = try audit.appender.append(of: audit.tenant)
            try audit.record(audit.entry())
            try audit.record(audit.entry(), in: audit.stranger)
            let holder = Database(audit.configuration)
            var round = AuditRound(audit.appender)
            try holder.transaction { database in
                _ = try database.first("SELECT 1 FROM audit_chains WHERE tenant_id = \(audit.tenant) FOR UPDATE")
                try round.appendAll { tenant, error in Issue.record("\(tenant): \(error)") }
                #expect(try audit.all().count == 1)
                #expect(try audit.all(of: audit.stranger).count == 1)
                let retention = AuditRetentionStore(database: audit.database)
                #expect(try retention.deleteEntries(olderThan: 1).deleted == 0)
            }
            try round.appendAll { tenant, error in Issue.record("\(tenant): \(error)") }
            #expect(try audit.all().count == 2)
            #expect(try audit.verified().result == nil)
        }
    }

    @Test func `a tenant whose chain is wrong stops nobody else, and is told of once`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(3)
            try audit.database.execute("UPDATE audit_chains SET seq = 1 WHERE tenant_id = \(audit.tenant)")
            var round = AuditRound(audit.appender)
            var failed: [TenantID] = []
            for count in 1...3 {
                for tenant in [audit.tenant, audit.stranger] { try audit.record(audit.entry(), in: tenant) }
                try round.appendAll { tenant, _ in failed.append(tenant) }
                #expect(try audit.all(of: audit.stranger).count == count)
            }
            #expect(failed == [audit.tenant])
            // Nothing is lost, and nothing half done.
            #expect(try audit.all().count == 3)
            try audit.database.execute("UPDATE audit_chains SET seq = 3 WHERE tenant_id = \(audit.tenant)")
            try round.appendAll { tenant, error in Issue.record("\(tenant): \(error)") }
            #expect(try audit.all().count == 6)
            #expect(try audit.verified().result == nil)
        }
    }

    @Test func `what the server cannot do is no tenant's failure`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.record(audit.entry())
            var configuration = audit.configuration
            configuration.socket = "/nowhere/mysqld.sock"
            var round = AuditRound(AuditAppender(database: Database(configuration)))
            #expect(throws: DatabaseError.self) {
                try round.appendAll { tenant, _ in Issue.record("\(tenant)") }
            }
        }
    }

    @Test func `a round comes to every tenant, and to large ones again`() throws {
        try AuditFixture.with { (audit) throws in
            let tenants = (0..<130).map { _ in TenantID() }
            for tenant in tenants { try audit.record(audit.entry(), in: tenant) }
            for _ in 0..<450 { try audit.record(audit.entry()) }
            let backlog = AuditBacklogStore(database: audit.database)
            #expect(try backlog.count() == 580)
            var round = AuditRound(audit.appender)
            let failed: (TenantID, any Error) -> Void = { tenant, error in Issue.record("\(tenant): \(error)") }
            try round.appendAll(failed: failed)
            for tenant in tenants { #expect(try audit.all(of: tenant).count == 1) }
            for count in [200, 400, 450] {
                #expect(try audit.all().count == count)
                #expect(round.backlog == (count < 450 ? [audit.tenant] : []))
                try audit.record(audit.entry(), in: audit.stranger)
                try round.appendBacklog(failed: failed)
            }
            // Those that came meanwhile have their turn at the next look.
            #expect(try audit.all(of: audit.stranger).isEmpty)
            try round.appendAll(while: { false }, failed: failed)
            #expect(try audit.all(of: audit.stranger).isEmpty)
            try round.appendAll(failed: failed)
            #expect(try audit.all(of: audit.stranger).count == 3)
            #expect(try audit.verified().result == nil)
        }
    }
}
