import Audit
import Database
import Identity
import JSON
import TestServers
import Testing

/// Whoever changes an entry, takes one out or puts one in is found.
@Suite struct AuditChainTests {
    @Test(arguments: [0, 1, 2, 7, 450]) func `what was appended is intact, and numbered from 1`(count: Int) throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(count)
            let entries = try audit.all()
            #expect(entries.map(\.seq) == Array(0..<count).map { $0 + 1 })
            #expect(entries.map { $0.entry.after } == (0..<count).map { #"{"revision":\#($0)}"# })
            let verified = try audit.verified()
            #expect(verified.result == nil)
            #expect(verified.count == count)
        }
    }

    /// Every column, by what it is set to.
    private static let changes: [String] = [
        "id = UNHEX(REPLACE(UUID(), '-', ''))", "at = at + INTERVAL 1 MICROSECOND", "action = 'secret.delete'",
        "outcome = 'failed'", "actor_kind = 'system'", "actor_id = UNHEX(REPLACE(UUID(), '-', ''))",
        "actor_id = NULL", "session_id = UNHEX(REPLACE(UUID(), '-', ''))", "session_id = NULL", "target_kind = 'agent'",
        "target_name = 'api-Token'", "target_name = NULL", "address = '192.0.2.8'", "address = NULL",
        "user_agent = 'tests/2'", "user_agent = ''", "user_agent = NULL", "request_id = '5bf92f35'",
        "request_id = NULL", "state_before = '{}'", "state_after = '{\"revision\":99}'", "state_after = NULL",
        "state_after = 'x'", "previous_hash = REPEAT('x', 32)", "hash = REPEAT('x', 32)",
        // The bytes stay, the fields do not.
        "address = '192.0.2.7tests/1', user_agent = ''", "seq = 100",
    ]

    @Test(arguments: changes) func `a change of any field names the entry`(change: String) throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(9)
            for seq in [1, 5, 9] {
                try audit.database.execute("DELETE FROM audit_log")
                try audit.database.execute("DELETE FROM audit_chains")
                try audit.fill(9)
                let changed = try audit.database.execute(
                    SQL(trusted: "UPDATE audit_log SET \(change) WHERE seq = \(seq)"))
                #expect(changed == 1)
                let found = try #require(try audit.verified(pageSize: 2).result, "\(change) of \(seq)")
                #expect(found.seq == seq, "\(change): \(found)")
            }
        }
    }

    @Test func `each column of the log is among those that are changed`() throws {
        try AuditFixture.with { (audit) throws in
            let columns = try audit.database.query(
                """
                SELECT column_name AS name FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = 'audit_log'
                """
            ).map { try $0.get("name", as: String.self) }
            #expect(columns.count > 15)
            for column in columns where column != "tenant_id" {
                #expect(
                    Self.changes.contains { $0.hasPrefix("\(column) =") || $0.contains(" \(column) =") }, "\(column)")
            }
        }
    }

    @Test(arguments: [1, 4, 6]) func `an entry that is taken out is missed`(seq: Int) throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(6)
            try audit.database.execute("DELETE FROM audit_log WHERE tenant_id = \(audit.tenant) AND seq = \(seq)")
            #expect(try audit.verified().result?.seq == seq)
        }
    }

    @Test func `also when all after it follow the one before`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(6)
            let known = try audit.all()[5]
            try audit.database.execute("DELETE FROM audit_log WHERE seq = 3")
            // Whoever can write to the database appends the rest anew; only what is known elsewhere tells.
            let rest = try audit.all().suffix(3).map(\.entry)
            let second = try audit.all()[1]
            try audit.database.execute("DELETE FROM audit_log WHERE seq > 3")
            try audit.database.execute("UPDATE audit_chains SET seq = 2, hash = \(second.hash)")
            for entry in rest { try audit.record(entry) }
            _ = try audit.appender.append(of: audit.tenant)
            #expect(try audit.verified().result == nil)
            let chain = try audit.log.chain(of: audit.tenant)
            var verification = AuditVerification(
                chain: chain, tenant: audit.tenant, known: (known.seq, known.hash))
            for entry in try audit.all() { verification.add(entry) }
            #expect(verification.result?.seq == known.seq)
        }
    }

    @Test func `an entry of another tenant is none of this one`() throws {
        try AuditFixture.with { (audit) throws in
            try audit.fill(2)
            try audit.record(audit.entry(), in: audit.stranger)
            _ = try audit.appender.append(of: audit.stranger)
            #expect(try audit.all().count == 2)
            #expect(try audit.all(of: audit.stranger).count == 1)
            // Moved to the other chain, it is not intact there.
            try audit.database.execute(
                """
                UPDATE audit_log SET tenant_id = \(audit.tenant), seq = 3, previous_hash = \(audit.all()[1].hash)
                WHERE tenant_id = \(audit.stranger)
                """)
            #expect(try audit.verified().result?.seq == 3)
        }
    }
}
