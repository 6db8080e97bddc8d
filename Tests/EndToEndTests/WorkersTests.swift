import Database
import Foundation
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Several workers side by side, and what they share out between tenants.
@Suite struct WorkersTests {
    @Test func `two workers share the runs, and those of one that is killed go on at the other`() throws {
        let gate = Gate()
        let service = ScriptedServer { _ in
            gate.wait()
            return .json(["ok": true])
        }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.call(service.url))
            _ = try Self.addWorker(to: platform)
            let database = Database(platform.database)
            var ids: [String] = []
            var held: [Identifier<Self>: Int] = [:]
            try Wait.until("both have runs") {
                ids.append(try client.start("test/one"))
                held = try Self.held(database)
                return held.count == 2
            }
            try #require(service.waitForRequests(ids.count, limit: Wait.limit))
            held = try Self.held(database)
            try platform.supervisor.killForGood("daemons/worker/1")
            // The one that has survived makes the calls of the other again.
            try Wait.until("the runs have been taken over", limit: .seconds(60)) {
                try Self.held(database).count == 1 && service.requests.count > ids.count
            }
            let survivor = try #require(try Self.held(database).keys.first)
            let lost = held.filter { $0.key != survivor }.values.reduce(0, +)
            try #require(service.waitForRequests(ids.count + lost, limit: Wait.limit))
            gate.open()
            for id in ids { #expect(try client.finished(id)["output"] == ["ok": true]) }
            let calls = Dictionary(grouping: service.requests) { $0.header("Idempotency-Key") ?? "" }
            #expect(calls.count == ids.count)
            #expect(calls.values.filter { $0.count == 2 }.count == lost)
            #expect(service.requests.count == ids.count + lost)
        }
    }

    @Test func `a worker that is told to stop waits for its calls, and leaves those that take long to another`() throws
    {
        let isFirst = Once()
        let gate = Gate()
        let service = ScriptedServer { request in
            guard request.path == "/long" else {
                gate.wait()
                return .json(["ok": true])
            }
            return .json(["ok": true], delay: isFirst.take() ? .seconds(50) : .zero)
        }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.call("\(service.url)/long"))
            try client.deploy(Self.call("\(service.url)/short", name: "two"))
            let (long, short) = (try client.start("test/one"), try client.start("test/two"))
            try #require(service.waitForRequests(2, limit: Wait.limit))
            _ = try Self.addWorker(to: platform)
            let log = "\(platform.directory)/worker.log"
            Thread.detachNewThread {
                try? Wait.until("the worker is stopping") {
                    try String(contentsOfFile: log, encoding: .utf8).contains(#""stopping""#)
                }
                gate.open()
            }
            try platform.supervisor.end("daemons/worker/1")
            #expect(platform.log(of: "worker").contains("gives up effects that take long"))
            #expect(platform.log(of: "worker").contains(#""stopped""#))
            for id in [long, short] { #expect(try client.finished(id)["output"] == ["ok": true]) }
            let calls = Dictionary(grouping: service.requests, by: \.path).mapValues { requests in
                requests.map { $0.header("Idempotency-Key") }
            }
            #expect(calls["/short"]?.count == 1)
            #expect(calls["/long"]?.count == 2 && calls["/long"]?[0] == calls["/long"]?[1])
        }
    }

    @Test func `a tenant with few runs does not wait for one with many`() throws {
        try Platform.run { (platform) throws in
            let (many, few) = (try Client.registered(at: platform), try Client.registered(at: platform))
            for client in [many, few] {
                try client.deploy(
                    """
                    document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
                    do: [{only: {set: {ok: true}}}]
                    """)
            }
            _ = try many.finished(many.start("test/one"))
            try platform.supervisor.signal(SIGSTOP, "daemons/worker")
            let database = Database(platform.database)
            try Self.startMany(2_000, database)
            let ids = try (0..<5).map { _ in try few.start("test/one") }
            try platform.supervisor.signal(SIGCONT, "daemons/worker")
            let runs = try ids.map { try few.finished($0) }
            #expect(runs.allSatisfy { $0["status"] == "completed" })
            let ends = runs.compactMap { run in Timestamp(run["endedAt"]?.string ?? "") }
            let last = try #require(ends.max())
            try Wait.until("all have ended", limit: .seconds(120)) {
                try database.first("SELECT 1 FROM runs WHERE ended_at IS NULL") == nil
            }
            let before = try database.first("SELECT COUNT(*) AS count FROM runs WHERE ended_at < \(last)")
            // First come, first served would have been 2,000.
            #expect(try #require(before).get("count", as: Int.self) < 1_000)
        }
    }

    @Test func `two workers together execute as many runs of a tenant as its policy says`() throws {
        let load = Load()
        let service = ScriptedServer { _ in
            load.during { usleep(50_000) }
            return .json(["ok": true])
        }
        try Platform.run { (platform) throws in
            let (client, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            _ = try Self.addWorker(to: platform)
            let policy: JSON = ["outboundAllow": ["127.0.0.0/8"], "processes": [], "concurrentRuns": 3]
            #expect(try client.put("/api/v1/tenant/policy", policy).status == 200)
            try client.deploy(Self.call(service.url))
            try other.deploy(Self.call(service.url + "/other"))
            let ids = try (0..<40).map { _ in try client.start("test/one") }
            // Another tenant's run is not held up.
            #expect(try other.finished(other.start("test/one"))["status"] == "completed")
            for id in ids { #expect(try client.finished(id)["status"] == "completed") }
            // One is the other tenant's.
            #expect(load.most <= 4)
        }
    }

    private static func call(_ url: String, name: String = "one") -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}
        do: [{only: {call: http, with: {method: post, endpoint: "\(url)"}}}]
        """
    }

    private static func addWorker(to platform: Platform) throws -> String {
        let slot = try platform.supervisor.addSlot(of: "daemons/worker")
        let database = Database(platform.database)
        try Wait.until("there are two workers") {
            try database.query("SELECT 1 FROM worker_leases").count == 2
        }
        return slot
    }

    /// How many runs each worker has.
    private static func held(_ database: Database) throws -> [Identifier<Self>: Int] {
        let rows = try database.query(
            "SELECT worker_id, COUNT(*) AS count FROM runs WHERE worker_id IS NOT NULL GROUP BY worker_id")
        return try rows.reduce(into: [:]) { $0[try $1.get("worker_id")] = try $1.get("count", as: Int.self) }
    }

    /// As many runs like the one that is there.
    private static func startMany(_ count: Int, _ database: Database) throws {
        try database.transaction { database in
            for _ in 0..<count {
                try database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                    SELECT tenant_id, \(Identifier<Self>()), workflow_version_id, 'pending', input, created_by,
                    UTC_TIMESTAMP(6) FROM runs ORDER BY id LIMIT 1
                    """)
            }
        }
    }
}

/// True the first time.
private final class Once: @unchecked Sendable {
    // Read and written under `lock`.
    private var isTaken = false
    private let lock = NSLock()

    func take() -> Bool {
        lock.withLock {
            defer { isTaken = true }
            return !isTaken
        }
    }
}

/// How much is done at a time.
private final class Load: @unchecked Sendable {
    // Read and written under `lock`.
    private var current = 0
    private(set) var most = 0
    private let lock = NSLock()

    func during(_ work: () -> Void) {
        lock.withLock {
            current += 1
            most = max(most, current)
        }
        work()
        lock.withLock { current -= 1 }
    }
}
