import Database
import Identity
import JSON
import Runs
import TestServers
import Testing
import Workflows

/// A tenant with a deployed workflow on a database of its own.
struct RunFixture {
    let database: Database
    let tenant = TenantID()
    let stranger = TenantID()
    let user = UserID()

    var runs: RunStore { RunStore(database: database) }

    static func with(_ body: (RunFixture) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try body(RunFixture(database: database))
        }
    }

    static func with(_ body: (RunFixture) async throws -> Void) async throws {
        try await TestServers.withDatabase { configuration in
            let database = Database(configuration)
            defer { database.close() }
            try await body(RunFixture(database: database))
        }
    }

    func deploy(
        _ name: String = "shop/refund", _ version: String = "1.0.0", tenant: TenantID? = nil
    ) throws -> WorkflowVersion {
        let outcome = try WorkflowStore(database: database).deploy(
            #require(WorkflowName(name)), version: #require(SemanticVersion(version)),
            source: WorkflowSource(text: "{}", mediaType: .json), by: user, in: tenant ?? self.tenant)
        switch outcome {
        case .created(let version), .unchanged(let version), .versionTaken(let version): return version
        }
    }

    func start(_ workflow: WorkflowVersion? = nil, input: JSON = [:]) throws -> Run {
        try runs.start(workflow ?? deploy(), input: input, by: user, in: tenant)
    }

    /// Puts a run where a worker would have put it.
    func set(_ run: Run, _ status: RunStatus, worker: Bool = false, output: JSON? = nil, error: JSON? = nil) throws {
        let now = Timestamp.now
        let lease: [UInt8]? = worker ? RunID().bytes : nil
        try database.execute(
            """
            UPDATE runs SET status = \(status), worker_id = \(lease), worker_epoch = \(worker ? 1 : nil as Int?),
            started_at = \(now), ended_at = \(status.isFinished ? now : nil),
            wake_at = \(status == .waiting ? now + .seconds(3_600) : nil),
            output = \(output?.text), error = \(error?.text) WHERE id = \(run.id)
            """)
    }

    /// Says which worker has a run.
    func put(_ run: RunID, under lease: WorkerLease?) throws {
        try database.execute(
            "UPDATE runs SET worker_id = \(lease?.worker), worker_epoch = \(lease?.epoch) WHERE id = \(run)")
    }

    func addTask(
        to run: Run, _ ordinal: Int, status: RunTask.Status = .completed, output: JSON? = nil
    ) throws {
        let ended: Timestamp? = status == .completed ? .now : nil
        try database.execute(
            """
            INSERT INTO run_tasks (run_id, ordinal, tenant_id, name, reference, status, attempt, started_at, ended_at,
            input, output) VALUES (\(run.id), \(ordinal), \(tenant), \("step\(ordinal)"),
            \("/do/\(ordinal)/step\(ordinal)"), \(status), 1, \(Timestamp.now), \(ended), '{}', \(output?.text))
            """)
    }
}
