import Database
import JSON
import TestServers
import Testing

/// A worker whose wall clock is set, forward and back, while its runs wait.
@Suite struct ClockTests {
    /// A workflow whose run ends after a time, and how.
    private struct Waiting {
        let name: String
        let seconds: Double
        let tasks: String
        var rest = ""
        var status = "completed"
    }

    private static func waiting(on service: String) -> [Waiting] {
        func call(_ path: String) -> String { "{call: http, with: {method: get, endpoint: \"\(service)/\(path)\"}}" }
        func after(_ seconds: Int) -> String { "timeout: {after: {seconds: \(seconds)}}" }
        return [
            Waiting(name: "parked", seconds: 3, tasks: "[{only: {wait: {seconds: 3}}}]"),
            Waiting(
                name: "held", seconds: 3,
                tasks: "[{both: {fork: {compete: true, branches: [{a: \(call("never"))}, {b: {wait: {seconds: 3}}}]}}}]"
            ),
            Waiting(
                name: "retry", seconds: 6,
                tasks: """
                    [{tried: {try: [{a: \(call("failing"))}], catch: {retry: {delay: {seconds: 2}, limit: {attempt: {count: 3}}}}}}]
                    """, status: "faulted"),
            Waiting(
                name: "limited", seconds: 3,
                tasks: "[{a: {do: [{b: \(call("never"))}], \(after(3))}}]", status: "faulted"),
            Waiting(
                name: "overdue", seconds: 3, tasks: "[{a: {wait: {hours: 5}}}]", rest: after(3), status: "faulted"),
        ]
    }

    /// Where the clock goes, one after the other; later it is right again.
    private static let shifts: [Duration] = [7, -7, 24 * 40, -24 * 40, 1, -1, 0].map { .seconds($0 * 3_600) }

    @Test func `a wall clock that is set ends no run early or late, and loses no lease`() throws {
        let service = ScriptedServer { request in
            request.path == "/failing" ? .json([:], status: 503) : .json([:], delay: .seconds(50))
        }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let clock = try ShiftedClock(of: "daemons/worker/1", on: platform)
            let client = try Client.registered(at: platform)
            let kinds = Self.waiting(on: service.url)
            for kind in kinds {
                try client.deploy(
                    """
                    document: {dsl: 1.0.3, namespace: test, name: \(kind.name), version: 1.0.0}
                    \(kind.rest)
                    do: \(kind.tasks)
                    """)
            }
            let database = Database(platform.database)
            try Wait.until("there is one worker") { try Self.leases(database).count == 1 }
            let (leases, pid) = (try Self.leases(database), platform.supervisor.pid(of: "daemons/worker/1"))
            var started: [(kind: Waiting, id: String)] = []
            // Each shift meets runs that have just begun, and those from before.
            for shift in Self.shifts {
                for kind in kinds { started.append((kind, try client.start("test/\(kind.name)"))) }
                try clock.shift(by: shift)
            }
            for (kind, id) in started {
                let run = try client.finished(id)
                #expect(run["status"]?.string == kind.status, "\(kind.name): \(run)")
                let took = try Self.seconds(id, database)
                // In the database's time. That it is not late by more than a second is for a machine that has nothing else to do.
                #expect(took > kind.seconds - 0.05 && took < kind.seconds + 30, "\(kind.name) took \(took) s")
            }
            #expect(platform.supervisor.pid(of: "daemons/worker/1") == pid)
            #expect(try Self.leases(database) == leases)
        }
    }

    private static func leases(_ database: Database) throws -> [String] {
        try database.query("SELECT CONCAT(HEX(id), ' ', epoch) AS lease FROM worker_leases").map { try $0.get("lease") }
    }

    /// From the first claim of a run to the last line of its journal, both as the database has noted them.
    private static func seconds(_ id: String, _ database: Database) throws -> Double {
        let row = try database.first(
            """
            SELECT TIMESTAMPDIFF(MICROSECOND, started_at, (SELECT MAX(created_at) FROM journal WHERE run_id = id)) AS time
            FROM runs WHERE id = UNHEX(REPLACE(\(id), '-', ''))
            """)
        return Double(try #require(row).get("time", as: Int.self)) / 1_000_000
    }
}
