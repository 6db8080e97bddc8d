import Database
import Identity
import JSON
import TestServers
import Testing
import Workflows

@testable import Runs

/// How claims are shared between tenants, and workers.
struct FairClaimTests {
    @Test func `where many tenants have all they may, there is a pause between claims`() throws {
        try RunFixture.with { fixture in
            let count = RunClaimStore.tenantLimit * (RunClaimStore.emptyPlanLimit + 1) + 1
            let tenants = try ClaimingTenants(count, fixture)
            for tenant in 0..<count {
                try tenants.limit(tenant, to: 1)
                try tenants.start(2, of: tenant)
            }
            let claims = RunClaimStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            var taken = 0
            while claims.rest != .heldBack, taken < count {
                taken += try claims.claim(10, under: lease, knowing: 1).count
            }
            #expect(taken == count)
            var looks = 0
            repeat {
                #expect(try claims.claim(10, under: lease, knowing: 1).isEmpty)
                looks += 1
            } while claims.rest == .more && looks < 2 * RunClaimStore.emptyPlanLimit
            #expect(claims.rest == .heldBack)
        }
    }

    @Test func `a claim is shared by all tenants that have runs ready, and none is left out`() throws {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(3, fixture)
            try tenants.start(120, of: 0)
            try tenants.start(2, of: 1)
            try tenants.start(5, of: 2)
            let claims = RunClaimStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            #expect(try tenants.counts(claims.claim(12, under: lease, knowing: 1)) == [4, 2, 4])
            #expect(claims.rest == .more)
            #expect(try tenants.counts(claims.claim(12, under: lease, knowing: 1)) == [6, 0, 1])
            #expect(try tenants.counts(claims.claim(12, under: lease, knowing: 1)) == [12, 0, 0])
            #expect(try claims.claim(100, under: lease, knowing: 1).count == 98)
            #expect(claims.rest == .none)
            #expect(try claims.claim(100, under: lease, knowing: 1).isEmpty)
        }
    }

    @Test func `with more tenants than a claim looks at, each has its turn`() throws {
        try RunFixture.with { fixture in
            let count = RunClaimStore.tenantLimit * 2 + 3
            let tenants = try ClaimingTenants(count, fixture)
            for tenant in 0..<count { try tenants.start(2, of: tenant) }
            let claims = RunClaimStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            var taken = Array(repeating: 0, count: count)
            for _ in 0..<3 {
                let claimed = try claims.claim(RunClaimStore.tenantLimit, under: lease, knowing: 1)
                for (tenant, runs) in tenants.counts(claimed).enumerated() { taken[tenant] += runs }
            }
            #expect(taken.allSatisfy { (1...2).contains($0) }, "\(taken)")
        }
    }

    @Test func `a worker that has room for one run takes it from another tenant each time`() throws {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(4, fixture)
            for tenant in 0..<4 { try tenants.start(10, of: tenant) }
            let claims = RunClaimStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            let claimed = try (0..<8).flatMap { _ in try claims.claim(1, under: lease, knowing: 1) }
            #expect(tenants.counts(claimed) == [2, 2, 2, 2])
        }
    }

    @Test func `runs whose time has come wait in the line of their tenant, before the new ones`() throws {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(2, fixture)
            try tenants.start(50, of: 0)
            try fixture.database.execute("UPDATE runs SET status = 'waiting', wake_at = UTC_TIMESTAMP(6)")
            try tenants.start(3, of: 0)
            try tenants.start(2, of: 1)
            try fixture.database.execute(
                """
                UPDATE runs SET status = 'waiting', wake_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
                WHERE tenant_id = \(tenants.ids[1]) ORDER BY id LIMIT 1
                """)
            let claims = RunClaimStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            #expect(try tenants.counts(claims.claim(10, under: lease, knowing: 1)) == [5, 1])
            let others = try (0..<9).flatMap { _ in try claims.claim(5, under: lease, knowing: 1) }
            let pending = try fixture.database.first("SELECT COUNT(*) AS n FROM runs WHERE status = 'pending'")
            #expect(others.count == 45)
            #expect(try pending?.get("n", as: Int.self) == 3)
            #expect(try claims.claim(10, under: lease, knowing: 1).count == 3)
        }
    }

    @Test func `workers have no more runs of a tenant than it may, and go on as soon as one is free`() throws {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(2, fixture)
            try tenants.limit(0, to: 3)
            try tenants.start(10, of: 0)
            try tenants.start(4, of: 1)
            let leases = WorkerLeaseStore(database: fixture.database)
            let (first, second) = (
                RunClaimStore(database: fixture.database, standardLimit: 5),
                RunClaimStore(database: fixture.database, standardLimit: 5)
            )
            let (lease, other) = (try leases.open(), try leases.open())
            let claimed = try first.claim(4, under: lease, knowing: 1)
            #expect(tenants.counts(claimed) == [2, 2])
            #expect(try tenants.counts(second.claim(100, under: other, knowing: 1)) == [1, 2])
            #expect(second.rest == .heldBack)
            #expect(try second.claim(2, under: other, knowing: 1).isEmpty)
            #expect(second.rest == .heldBack)
            // One that is parked does not count.
            let run = try #require(claimed.first { $0.tenant == tenants.ids[0] }?.run)
            try RunCommitStore(database: fixture.database).commit(
                [RunCommit(tenant: tenants.ids[0], run: run, ending: .parked(until: nil))], under: lease)
            #expect(try tenants.counts(second.claim(2, under: other, knowing: 1)) == [1, 0])
            // The standard limit holds where the policy names none.
            try tenants.start(4, of: 1)
            #expect(try tenants.counts(first.claim(9, under: lease, knowing: 1)) == [0, 1])
            // What a worker loses is free again.
            try leases.close(other)
            #expect(try tenants.counts(first.claim(9, under: lease, knowing: 1)) == [2, 2])
        }
    }

    @Test func `what was planned is held against the limit once more, when no other worker takes from the line`() throws
    {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(1, fixture)
            try tenants.limit(0, to: 3)
            try tenants.start(3, of: 0)
            let leases = WorkerLeaseStore(database: fixture.database)
            let (first, second) = (
                RunClaimStore(database: fixture.database),
                RunClaimStore(database: Database(fixture.database.configuration))
            )
            let lease = try leases.open()
            let plan = try first.plan(3, knowing: 1)
            #expect(plan.runs.count == 3)
            try first.makeLines(of: plan.tenants)
            // Others that were in a worker come before those that were planned.
            try tenants.start(5, of: 0)
            try fixture.database.execute("UPDATE runs SET status = 'running' ORDER BY id DESC LIMIT 2")
            #expect(try second.claim(2, under: lease, knowing: 1).count == 2)
            let other = Database(fixture.database.configuration)
            let last = try #require(
                try other.first("SELECT MAX(id) AS id FROM runs WHERE status = 'pending'")?.get("id", as: RunID.self))
            try fixture.database.transaction { (_) throws in
                #expect(try first.take(plan, knowing: 1).found.count == 1)
                // One that is not locked itself comes first now, but the line is locked.
                try other.execute("UPDATE runs SET status = 'running' WHERE id = \(last)")
                #expect(try second.claim(1, under: lease, knowing: 1).isEmpty)
                #expect(second.rest == .heldBack)
            }
            #expect(try second.claim(1, under: lease, knowing: 1).count == 1)
        }
    }

    @Test(arguments: ["suspended_at", "delete_at"])
    func `what was planned is not taken from a tenant that is not active any more, nor from one that changes`(
        _ column: String
    ) throws {
        try RunFixture.with { fixture in
            let tenants = try ClaimingTenants(2, fixture)
            for tenant in 0..<2 {
                try tenants.start(2, of: tenant)
                try fixture.database.execute(
                    "INSERT INTO tenants (id, name, created_at) VALUES (\(tenants.ids[tenant]), 'Test', UTC_TIMESTAMP(6))"
                )
            }
            let claims = RunClaimStore(database: fixture.database)
            let plan = try claims.plan(4, knowing: 1)
            #expect(plan.runs.count == 4)
            try claims.makeLines(of: plan.tenants)
            func taken() throws -> Int {
                try fixture.database.transaction { _ in try claims.take(plan, knowing: 1).found.count }
            }
            #expect(try taken() == 4)
            let other = Database(fixture.database.configuration)
            let change: SQL =
                SQL(trusted: "UPDATE tenants SET \(column) = UTC_TIMESTAMP(6)") + " WHERE id = \(tenants.ids[0])"
            try other.transaction { (other) throws in
                try other.execute(change)
                #expect(try taken() == 2)
            }
            #expect(try taken() == 2)
        }
    }

    @Test func `workers that claim at the same time do not pass the limit together`() async throws {
        try await RunFixture.with { fixture in
            let tenants = try ClaimingTenants(2, fixture)
            try tenants.limit(0, to: 30)
            try tenants.start(200, of: 0)
            try tenants.start(100, of: 1)
            let configuration = fixture.database.configuration
            let taken = try await withThrowingTaskGroup(of: [RunClaim].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = Database(configuration)
                        let claims = RunClaimStore(database: database)
                        let lease = try WorkerLeaseStore(database: database).open()
                        return try (0..<60).flatMap { _ in try claims.claim(10, under: lease, knowing: 1) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(taken.map(\.run)).count == taken.count, "each run once")
            #expect(tenants.counts(taken) == [30, 100])
        }
    }
}
