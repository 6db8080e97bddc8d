import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// One tenant that does all it can to a worker that it shares with another.
@Suite struct HostileTenantTests {
    /// Something to try, how often at once, and what its runs say of the limit that they meet.
    private struct Attack {
        let name: String
        let task: String
        var count = 4
        /// One of these: on a slow machine the time may be over first.
        let limits: [String]
    }

    /// An argument of the hostile programs, to find them by.
    private static let mark = "hostile-\(UUID().uuidString)"

    private static func attacks(_ server: PythonServer) -> [Attack] {
        func script(_ code: String) -> String {
            "run: {script: {language: python, code: \"\(code)\", arguments: [\"\(mark)\"]}}"
        }
        func call(_ path: String) -> String {
            "call: http, with: {method: get, redirect: true, endpoint: \"\(server.url)/\(path)\"}"
        }
        return [
            Attack(name: "time", task: "set: {x: '${ last(range(1e12)) }'}", limits: ["took longer than"]),
            Attack(
                name: "memory", task: "set: {x: '${ reduce range(40) as $i (\"x\"; . + .) }'}",
                limits: ["MiB of memory", "took longer than"]),
            Attack(
                name: "output", task: script(#"while True: print('x' * 1000000)"#),
                limits: ["more than 1048576 bytes"]),
            Attack(
                name: "forks", task: script(#"import os\nwhile True: os.fork()"#),
                limits: ["Resource temporarily unavailable"]),
            Attack(name: "redirects", task: call("redirect"), count: 40, limits: ["more than 10 redirects"]),
            Attack(name: "bodies", task: call("body"), count: 40, limits: ["larger than \(4 << 20) bytes"]),
        ]
    }

    @Test func `a hostile tenant's runs fault with the limit named, and another's all complete`() throws {
        let server = try PythonServer.endless()
        defer { server.stop() }
        let service = ScriptedServer { _ in .json(["answer": 42]) }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let (hostile, neighbour) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let attacks = Self.attacks(server)
            for attack in attacks { try hostile.deploy(Self.workflow(attack.name, "only: {\(attack.task)}")) }
            try neighbour.deploy(
                Self.workflow(
                    "work", "ask: {call: http, with: {method: get, endpoint: \"\(service.url)\"}}",
                    "double: {set: {double: '${ .answer * 2 }'}}",
                    "say: {run: {shell: {command: 'echo done'}}, output: {as: '${ {double: $input.double, text: .} }'}}"
                ))
            let peak = try WorkerMemory.peak(of: platform) {
                let runs = try attacks.flatMap { attack in
                    try (0..<attack.count).map { _ in (attack, try hostile.start("test/\(attack.name)")) }
                }
                for id in try (0..<10).map({ _ in try neighbour.start("test/work") }) {
                    let run = try neighbour.finished(id)
                    #expect(run["output"] == ["double": 84, "text": "done\n"], "\(run)")
                }
                for (attack, id) in runs {
                    let run = try hostile.finished(id, limit: .seconds(120))
                    #expect(run["status"] == "faulted", "\(attack.name): \(run)")
                    let detail = run["error"]?["detail"]?.string ?? ""
                    #expect(attack.limits.contains { detail.contains($0) }, "\(attack.name): \(run)")
                }
            }
            #expect(peak < WorkerMemory.limit, "the worker took \(peak >> 20) MB")
            try Wait.until("no program is left") { Self.programs().isEmpty }
        }
    }

    @Test func `a tenant that starts without end is refused with the limit named, another is not`() throws {
        try Platform.run { (platform) throws in
            let (hostile, neighbour) = (try Client.registered(at: platform), try Client.registered(at: platform))
            try hostile.deploy(Self.workflow("work", "only: {set: {done: true}}"))
            // As many as may be open, and wait for ever.
            try Database(platform.database).execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                SELECT tenant_id, UNHEX(REPLACE(UUID(), '-', '')), id, 'waiting', '{}', created_by, UTC_TIMESTAMP(6)
                FROM workflow_versions JOIN seq_1_to_10000
                """)
            for _ in 0..<20 {
                let refused = try hostile.post("/api/v1/workflows/test/work/runs", [:])
                #expect(refused.status == 429 && refused.problem == "too_many_runs", "\(refused.text)")
                #expect(try refused.json["detail"]?.string?.contains("10000") == true, "\(refused.text)")
            }
            try neighbour.deploy(Self.workflow("work", "only: {set: {done: true}}"))
            #expect(try neighbour.finished(neighbour.start("test/work"))["output"] == ["done": true])
        }
    }

    private static func workflow(_ name: String, _ tasks: String...) -> String {
        "document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}\ndo:\n"
            + tasks.map { "  - \($0)\n" }.joined()
    }

    /// The hostile programs that there are.
    private static func programs() -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.filter { process in
            let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
            return line?.contains(mark) == true
        }
    }
}
