import Database
import Identity
import TestServers
import Testing

@testable import Runs

@Suite struct RunQuotaTests {
    @Test func `a day has as many runs as its tenant may begin, and the next day begins anew`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            let other = try TestSession.insert(.admin, into: database)
            var time = Timestamp("2026-11-26T23:59:59.5Z") ?? .now
            func start(_ quota: RunQuota, of caller: Caller) throws {
                try quota.take(of: caller.tenant, database)
                let run = RunID(at: time)
                try database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                    VALUES (\(caller.tenant), \(run), \(run), 'pending', '{}', \(caller.user), \(time))
                    """)
            }
            let quota = RunQuota(standard: 3, now: { time })
            for _ in 0..<3 { try start(quota, of: caller) }
            let midnight = try #require(Timestamp("2026-11-27T00:00:00Z"))
            #expect(throws: RunQuotaExceeded(limit: 3, until: midnight)) { try start(quota, of: caller) }
            #expect(
                try quota.standing(of: caller.tenant, countingUpTo: 10, database)
                    == RunQuota.Standing(used: 3, limit: 3, until: midnight))
            try start(quota, of: other)
            // The operator says another number.
            try database.execute("UPDATE tenants SET runs_per_day = 4 WHERE id = \(caller.tenant)")
            try start(quota, of: caller)
            #expect(throws: RunQuotaExceeded.self) { try start(quota, of: caller) }
            time = midnight
            for _ in 0..<4 { try start(quota, of: caller) }
            #expect(throws: RunQuotaExceeded.self) { try start(quota, of: caller) }
            let free = RunQuota(now: { time })
            try start(free, of: other)
            #expect(try free.standing(of: other.tenant, countingUpTo: 1, database).limit == nil)
        }
    }

    @Test func `what counts uncounted never passes a large limit`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            let quotas = (0..<4).map { _ in RunQuota(standard: 200) }
            var begun = 0
            for number in 0..<400 {
                do {
                    try quotas[number % 4].take(of: caller.tenant, database)
                } catch is RunQuotaExceeded {
                    continue
                }
                let run = RunID()
                try database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                    VALUES (\(caller.tenant), \(run), \(run), 'pending', '{}', \(caller.user), UTC_TIMESTAMP(6))
                    """)
                begun += 1
            }
            #expect(begun == 200)
        }
    }
}
