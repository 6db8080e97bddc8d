import Database
import Foundation
import HTTPClient
import JSON
import Synchronization
import TestServers
import Testing

/// Runs of all kinds while workers, Redis, MariaDB and functions are killed at random. `CHAOS_RUNS` of them; `bin/bench chaos`
/// takes 2,000.
@Suite struct ChaosTests {
    private static let runCount = Int(ProcessInfo.processInfo.environment["CHAOS_RUNS"] ?? "") ?? 64
    private static let starters = 4
    /// For the runs of the test and for each thousand of them.
    private static let limit = Duration.seconds(240) + .seconds(300) * (runCount / 1_000)

    private struct Started: Sendable {
        let id: String
        let workflow: ChaosWorkflow
        let n: Int
    }

    @Test func `whatever is killed, every run ends with its output`() throws {
        let service = ChaosService()
        try Platform.run(model: "\(service.server.url)/v1") { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.createAgent(["name": "judge", "instructions": "Judge."])
            for workflow in ChaosWorkflow.all + [.child] {
                try client.deploy(workflow.document(service: service.server.url))
            }
            let second = try platform.supervisor.addSlot(of: "daemons/worker")
            let disturber = Disturber(platform, workers: ["daemons/worker/1", second])
            let started: [Started]
            do {
                started = try startAll(client)
                try awaitEnds(of: started, client)
            } catch {
                try disturber.stop()
                throw error
            }
            try disturber.stop()
            print("chaos: \(started.count) runs, killed: \(disturber.deeds.sorted { $0.key < $1.key })")
            for run in started {
                let found = try client.finished(run.id)
                #expect(found["output"] == run.workflow.output(run.n), "\(found)")
            }
            let database = Database(platform.database)
            try service.expectNoNeedlessCall(database, disturbances: disturber.kills)
            try expectNothingLeftBehind(database)
            try expectEachStartIsTold(of: started, database)
        }
    }

    /// Once in the audit log, whose chain has no gap.
    private func expectEachStartIsTold(of started: [Started], _ database: Database) throws {
        try Wait.until("the auditor has appended everything") {
            try database.first("SELECT 1 AS one FROM audit_intake LIMIT 1") == nil
        }
        let told = try database.query("SELECT target_name AS run FROM audit_log WHERE action = 'run.start'").map {
            try $0.get("run", as: String.self)
        }
        #expect(told.sorted() == started.map(\.id).sorted())
        let unlinked = try database.query(
            """
            SELECT e.seq AS seq FROM audit_log e LEFT JOIN audit_log b ON b.tenant_id = e.tenant_id AND b.seq = e.seq - 1
            WHERE e.seq > 1 AND (b.hash IS NULL OR b.hash <> e.previous_hash)
            """)
        #expect(unlinked.isEmpty)
    }

    /// Starts the runs, each once, however often it must be asked for.
    private func startAll(_ client: Client) throws -> [Started] {
        let started = Mutex<[Started]>([])
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: Self.starters) { starter in
            for n in stride(from: starter, to: Self.runCount, by: Self.starters) {
                let workflow = ChaosWorkflow.all[n % ChaosWorkflow.all.count]
                do {
                    let id = try start(workflow, n, client)
                    started.withLock { $0.append(Started(id: id, workflow: workflow, n: n)) }
                } catch {
                    failures.withLock { $0.append("\(workflow.name) \(n): \(error)") }
                }
            }
        }
        try #require(failures.withLock { $0 }.isEmpty)
        return started.withLock { $0 }
    }

    private func start(_ workflow: ChaosWorkflow, _ n: Int, _ client: Client) throws -> String {
        let body: JSON = ["input": ["n": JSON(n), "key": .string("key-\(n)")]]
        var id: String?
        try Wait.until("\(workflow.name) is started") {
            let answer = try? client.send(
                "POST", "/api/v1/workflows/chaos/\(workflow.name)/runs",
                headers: [("Content-Type", "application/json"), ("Idempotency-Key", "chaos-\(n)")], body: body.bytes)
            guard let answer else { return false }
            guard answer.status == 202 || answer.status >= 500 || answer.status == 409 else {
                throw Failure("start: \(answer.status) \(answer.text)")
            }
            if answer.status == 202 { id = try answer.json["id"]?.string }
            return id != nil
        }
        return try #require(id)
    }

    /// Sends to those that listen, again and again, and waits for all.
    private func awaitEnds(of started: [Started], _ client: Client) throws {
        let end = ContinuousClock.now + Self.limit
        var open = started
        while !open.isEmpty {
            try #require(ContinuousClock.now < end, "\(open.count) runs have not ended: \(open.prefix(5))")
            var left: [Started] = []
            for run in open {
                guard let found = try? client.run(run.id) else {
                    left.append(run)
                    continue
                }
                if ["completed", "faulted", "cancelled"].contains(found["status"]?.string) { continue }
                left.append(run)
                if run.workflow.listens { send(to: run, client) }
            }
            open = left
        }
    }

    private func send(to run: Started, _ client: Client) {
        let event: JSON = [
            "specversion": "1.0", "id": .string(UUID().uuidString), "source": "/chaos", "type": "chaos",
            "data": ["key": .string("key-\(run.n)"), "n": JSON(run.n)],
        ]
        _ = try? client.send(
            "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes)
    }

    private func expectNothingLeftBehind(_ database: Database) throws {
        for (what, statement) in [
            (
                "runs that are held",
                "SELECT 1 FROM runs WHERE worker_id IS NOT NULL OR wake_at IS NOT NULL OR inbox > 0"
            ),
            ("runs that have not ended", "SELECT 1 FROM runs WHERE ended_at IS NULL"),
            ("tasks that have not ended", "SELECT 1 FROM run_tasks WHERE ended_at IS NULL"),
            ("subscriptions", "SELECT 1 FROM event_subscriptions"), ("inboxes", "SELECT 1 FROM run_inbox"),
            ("snapshots", "SELECT 1 FROM run_snapshots"),
        ] as [(String, SQL)] {
            #expect(try database.query(statement).isEmpty, "\(what) are left behind")
        }
        try Wait.until("only the leases of the two workers are there") {
            try database.query("SELECT 1 FROM worker_leases").count <= 2
        }
    }
}
