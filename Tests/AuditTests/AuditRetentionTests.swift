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
            #expect(try retention.deleteEntries(olderThan: 10).deleted == 3)
            // The chain is cut before the first that is kept, whatever follows.
            #expect(try audit.all().map(\.seq) == [4, 5, 6, 7, 8])
            let told = try #require(try audit.all().last).entry
            #expect(told.action == "audit.prune")
            #expect(told.actor == AuditActor(kind: .system))
            let chain = try audit.log.chain(of: audit.tenant)
            #expect(chain.prunedSeq == 3)
            #expect(chain.prunedHash == third.hash)
            #expect(try audit.verified().result == nil)
            #expect(try retention.deleteEntries(olderThan: 10).deleted == 0)

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
            while try audit.appender.append(of: audit.tenant).count > 0 {}
            try audit.record(audit.entry(), in: audit.stranger)
            _ = try audit.appender.append(of: audit.stranger)
            let retention = AuditRetentionStore(database: audit.database)
            #expect(try retention.deleteEntries(olderThan: 30, while: { false }).deleted == 0)
            #expect(try retention.deleteEntries(olderThan: 30).deleted == 1_100)
            // One entry tells of each cut.
            #expect(try audit.all().map(\.seq) == [1_101, 1_102])
            #expect(try audit.verified().result == nil)
            #expect(try audit.all(of: audit.stranger).count == 1)
            try audit.record(audit.entry())
            _ = try audit.appender.append(of: audit.tenant)
            #expect(try audit.all().map(\.seq) == [1_101, 1_102, 1_103])
            #expect(try audit.verified().result == nil)
        }
    }

    @Test func `a beginning that somebody else takes away is missed`() throws {
        try AuditFixture.with { (audit) throws in
            let old = Timestamp.now + .seconds(-40 * 86_400)
            for _ in 0..<3 { try audit.record(audit.entry(at: old)) }
            try audit.fill(4)
            let all = try audit.all()
            func cut(at seq: Int) throws {
                try audit.database.execute("DELETE FROM audit_log WHERE seq <= \(seq)")
                try audit.database.execute(
                    "UPDATE audit_chains SET pruned_seq = \(seq), pruned_hash = \(all[seq - 1].hash)")
                let found = try #require(try audit.verified().result)
                #expect(found.seq == seq)
                #expect(found.reason == .cutUntold)
            }
            try cut(at: 2)
            // Also one more than what retention told of.
            _ = try AuditRetentionStore(database: audit.database).deleteEntries(olderThan: 30)
            #expect(try audit.verified().result == nil)
            try cut(at: 5)
        }
    }

    @Test func `cuts while somebody reads are no break`() throws {
        try AuditFixture.with { (audit) throws in
            let retention = AuditRetentionStore(database: audit.database)
            for day in 0..<40 { try audit.record(audit.entry(at: .now + .seconds((day - 50) * 86_400))) }
            while try audit.appender.append(of: audit.tenant).count > 0 {}
            func read(cutting days: [Int]) throws -> AuditVerification {
                var days = days
                return try AuditVerification.read(
                    tenant: audit.tenant, chain: { try audit.log.chain(of: audit.tenant) },
                    entries: { add in
                        var last: Int?
                        while true {
                            // Before the first page, and between two.
                            if days.count % 2 == 0 || last != nil, let day = days.popLast() {
                                _ = try retention.deleteEntries(olderThan: day)
                            }
                            let page = try audit.log.list(
                                AuditFilter(), order: .oldest, limit: 5, after: last, in: audit.tenant)
                            page.entries.forEach { add($0) }
                            last = page.entries.last?.seq
                            guard page.hasMore else { return }
                        }
                    })
            }
            #expect(try read(cutting: [30, 35, 40, 45]).result == nil)
            #expect(try audit.log.chain(of: audit.tenant).prunedSeq > 15)
            // What is missing else is missing.
            try audit.database.execute("DELETE FROM audit_log WHERE seq = 38")
            #expect(try read(cutting: []).result?.seq == 38)
            #expect(try read(cutting: [25, 28]).result?.seq == 38)
        }
    }

    @Test func `a call does a part of the work, and the next one goes on`() throws {
        try AuditFixture.with { (audit) throws in
            let old = Timestamp.now + .seconds(-40 * 86_400)
            // 16 entries fit the bytes of a transaction.
            let state: JSON = ["text": .string(String(repeating: "x", count: 32_000))]
            let (tenants, count) = ([audit.tenant, audit.stranger, TenantID()], 80)
            for tenant in tenants {
                for _ in 0..<count { try audit.record(audit.entry(before: state, after: state, at: old), in: tenant) }
                while try audit.appender.append(of: tenant).count > 0 {}
            }
            let retention = AuditRetentionStore(database: audit.database)
            var progress = try retention.deleteEntries(olderThan: 30)
            var batches = [progress.deleted]
            while progress.hasMore {
                progress = try retention.deleteEntries(olderThan: 30, after: progress.last)
                batches.append(progress.deleted)
            }
            let most = AuditRetentionStore.transactionLimit * AuditRetentionStore.batchBytes / (2 * 32_000)
            #expect(batches.reduce(0, +) == tenants.count * count)
            #expect(batches.count == 2 && batches.allSatisfy { $0 <= most }, "\(batches)")
        }
    }

    @Test func `a chain that cannot be cut stops no other`() throws {
        try AuditFixture.with { (audit) throws in
            let old = Timestamp.now + .seconds(-40 * 86_400)
            for tenant in [audit.tenant, audit.stranger] {
                for _ in 0..<3 { try audit.record(audit.entry(at: old), in: tenant) }
                while try audit.appender.append(of: tenant).count > 0 {}
            }
            let holder = Database(audit.configuration)
            var failed: [TenantID] = []
            try holder.transaction { database in
                // One row by its whole key: more would lock the place where the chain of the tenant before goes on.
                _ = try database.first(
                    "SELECT 1 FROM audit_log WHERE tenant_id = \(audit.tenant) AND seq = 1 FOR UPDATE")
                let retention = AuditRetentionStore(database: audit.database)
                let progress = try retention.deleteEntries(
                    olderThan: 30, failed: { tenant, _ in failed.append(tenant) })
                #expect(progress.deleted == 3)
                #expect(!progress.hasMore)
            }
            #expect(failed == [audit.tenant])
            #expect(try audit.all().count == 3)
            #expect(try audit.all(of: audit.stranger).map(\.seq) == [4])
        }
    }
}
