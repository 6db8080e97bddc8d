import Database
import Runs
import Testing

/// How much work there is, as operators see it.
struct RunLoadStoreTests {
    @Test func `an empty system has nothing to do`() throws {
        try RunFixture.with { fixture in
            let load = try RunLoadStore(database: fixture.database).load()
            #expect(load.unfinished == [.pending: 0, .running: 0, .waiting: 0, .suspended: 0])
            #expect(load.ready == 0)
            #expect(load.workers == 0)
            #expect(load.oldestPending == .zero)
            #expect(load.oldestLease == .zero)
        }
    }

    @Test func `runs that have not ended are counted by status, and those that can be claimed`() throws {
        try RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            func run(_ status: RunStatus, worker: Bool = false) throws -> Run {
                let run = try fixture.start(workflow)
                try fixture.set(run, status, worker: worker)
                return run
            }
            let oldest = try fixture.start(workflow)
            _ = try fixture.start(workflow)
            try fixture.database.execute(
                "UPDATE runs SET created_at = UTC_TIMESTAMP(6) - INTERVAL 90 SECOND WHERE id = \(oldest.id)")
            _ = try run(.running)
            _ = try run(.running, worker: true)
            _ = try run(.waiting)
            let due = try run(.waiting)
            try fixture.database.execute(
                "UPDATE runs SET wake_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = \(due.id)")
            _ = try run(.suspended)
            _ = try run(.completed)
            _ = try run(.faulted)
            let load = try RunLoadStore(database: fixture.database).load()
            #expect(load.unfinished == [.pending: 2, .running: 2, .waiting: 2, .suspended: 1])
            // Two pending ones, one that a worker let go of, and one whose time has come.
            #expect(load.ready == 4)
            #expect(load.oldestPending >= .seconds(90))
            #expect(load.oldestPending < .seconds(150))
        }
    }

    @Test func `runs of tenants that are not active are no work that is ready`() throws {
        try RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            let run = try fixture.start(workflow)
            try fixture.set(fixture.start(workflow), .running)
            try fixture.database.execute(
                "UPDATE runs SET created_at = UTC_TIMESTAMP(6) - INTERVAL 90 SECOND WHERE id = \(run.id)")
            try fixture.database.execute(
                "INSERT INTO tenants (id, name, created_at) VALUES (\(fixture.tenant), 'Test', UTC_TIMESTAMP(6))")
            let store = RunLoadStore(database: fixture.database)
            #expect(try store.load().ready == 2)
            for column in ["suspended_at", "delete_at"] {
                let change = SQL(trusted: "UPDATE tenants SET \(column) = ")
                try fixture.database.execute(change + "UTC_TIMESTAMP(6)")
                let load = try store.load()
                #expect(load.ready == 0 && load.oldestPending == .zero, "\(column)")
                #expect(load.unfinished[.pending] == 1)
                try fixture.database.execute(change + "NULL")
            }
            #expect(try store.load().oldestPending >= .seconds(90))
        }
    }

    @Test func `a lease is as old as its last renewal`() throws {
        try RunFixture.with { fixture in
            let leases = WorkerLeaseStore(database: fixture.database)
            let silent = try leases.open()
            _ = try leases.open()
            try fixture.database.execute(
                "UPDATE worker_leases SET expires_at = expires_at - INTERVAL 40 SECOND WHERE id = \(silent.worker)")
            let load = try RunLoadStore(database: fixture.database).load()
            #expect(load.workers == 2)
            #expect(load.oldestLease >= .seconds(40))
            #expect(load.oldestLease < .seconds(100))
            try leases.renew(silent)
            #expect(try RunLoadStore(database: fixture.database).load().oldestLease < .seconds(40))
        }
    }
}
