import Audit
import Database
import Identity
import JSON
import TestServers
import Testing

@Suite struct AuditRetentionTests {
    @Test func `old entries go, and the rest stays verifiable`() throws {
        try AuditFixture.with { (audit) throws in
            let now = Timestamp.now
            let days = [20, 12, 11, 3, 11, 2, 0]
            for day in days {
                try audit.record(audit.entry(at: now + .seconds(-day * 86_400)))
                _ = try audit.appender.append(of: audit.tenant)
            }
            let third = try audit.all()[2]
            let retention = AuditRetentionStore(database: audit.database)
            #expect(try retention.deleteEntries(olderThan: 10) == 3)
            // The chain is cut before the first that is kept, whatever follows.
            #expect(try audit.all().map(\.seq) == [4, 5, 6, 7])
            let chain = try audit.log.chain(of: audit.tenant)
            #expect(chain.prunedSeq == 3)
            #expect(chain.prunedHash == third.hash)
            #expect(try audit.verified().result == nil)
            #expect(try retention.deleteEntries(olderThan: 10) == 0)

            // What goes without retention is missed.
            try audit.database.execute("DELETE FROM audit_log WHERE seq = 4")
            #expect(try audit.verified().result?.seq == 4)
        }
    }

    @Test func `a chain that went whole goes on where it was`() throws {
        try AuditFixture.with { (audit) throws in
            let old = Timestamp.now + .seconds(-40 * 86_400)
            for number in 0..<1_100 {
                try audit.record(audit.entry(after: ["n": JSON(number)], at: old))
            }
            while try audit.appender.append(of: audit.tenant) > 0 {}
            try audit.record(audit.entry(), in: audit.stranger)
            _ = try audit.appender.append(of: audit.stranger)
            let retention = AuditRetentionStore(database: audit.database)
            #expect(try retention.deleteEntries(olderThan: 30, while: { false }) == 0)
            #expect(try retention.deleteEntries(olderThan: 30) == 1_100)
            #expect(try audit.all().isEmpty)
            #expect(try audit.verified().result == nil)
            #expect(try audit.all(of: audit.stranger).count == 1)
            try audit.record(audit.entry())
            _ = try audit.appender.append(of: audit.tenant)
            #expect(try audit.all().map(\.seq) == [1_101])
            #expect(try audit.verified().result == nil)
        }
    }
}
