import ChildProcess
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What the platform says of itself, read by a real Prometheus.
@Suite struct PrometheusTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do:
          - ask: {call: http, with: {method: get, endpoint: "${ $workflow.input.url }"}}
        """
    private let endless = """
        document: {dsl: 1.0.3, namespace: test, name: endless, version: 1.0.0}
        do:
          - spin: {set: {a: "${ def f: f; f }"}}
        """

    @Test func `Prometheus sees requests, runs, effects, the queue and its workers`() throws {
        let service = ScriptedServer([.json(["ok": true]), .text("", status: 500)])
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            try client.deploy(endless)
            let prometheus = try PrivatePrometheus(scraping: platform.address)
            defer { prometheus.stop() }
            func wait(_ expression: String, _ value: Double) throws {
                try Wait.until("\(expression) is \(value)") { try prometheus.number(expression) == value }
            }
            try wait("up", 1)
            for workflow in ["one", "one", "endless"] {
                _ = try client.finished(
                    client.start("test/\(workflow)", input: ["url": .string("\(service.url)/")]))
            }
            try wait("intelligentic_runs_total{status=\"completed\"}", 1)
            try wait("intelligentic_runs_total{status=\"faulted\"}", 2)
            try wait("intelligentic_runs_total{status=\"cancelled\"}", 0)
            try wait("sum(intelligentic_effect_duration_seconds_count{kind=\"http\"})", 2)
            try wait("intelligentic_effects_in_flight{kind=\"http\"}", 0)
            try wait("intelligentic_evaluator_kills_total{reason=\"time\"}", 1)
            try wait("intelligentic_queue_depth", 0)
            try wait("sum(intelligentic_runs_unfinished)", 0)
            try wait("intelligentic_workers", 1)
            try wait("intelligentic_database_up", 1)
            try wait("intelligentic_metric_files_unread", 0)
            #expect(try #require(try prometheus.number("intelligentic_worker_lease_age_seconds")) < 60)

            let started = "sum(intelligentic_http_requests_total{route=\"/api/v1/workflows/{namespace}/{name}/runs\"})"
            try wait(started, 3)
            _ = try client.finished(client.start("test/one", input: ["url": .string("\(service.url)/")]))
            try wait(started, 4)
            let rows = try #require(try prometheus.number("intelligentic_journal_batch_rows_sum"))
            #expect(rows >= 2)
            let median = "histogram_quantile(0.5, sum by (le) (intelligentic_http_request_duration_seconds_bucket))"
            #expect(try #require(try prometheus.number(median)) > 0)
        }
    }

    @Test func `counts go on when programs are restarted or killed`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let prometheus = try PrivatePrometheus(scraping: platform.address)
            defer { prometheus.stop() }
            let requests = "sum(intelligentic_http_requests_total{route=\"/api/v1/agents\",status=\"200\"})"
            func ask(_ times: Int, total: Double) throws {
                for _ in 0..<times { #expect(try client.get("/api/v1/agents").status == 200) }
                try Wait.until("Prometheus counts \(total)") { try prometheus.number(requests) == total }
            }
            try ask(5, total: 5)
            for slot in try platform.supervisor.slots(of: "functions/agents") {
                try platform.supervisor.restart(slot)
            }
            try ask(5, total: 10)
            for slot in try platform.supervisor.slots(of: "functions/agents") { try platform.supervisor.kill(slot) }
            try Wait.until("agents answer again") { try client.get("/api/v1/workflows").status == 200 }
            try Wait.until("agents answer again") { (try? client.get("/api/v1/agents/none").status) == 404 }
            try ask(5, total: 15)
            #expect(try prometheus.query("resets(intelligentic_http_requests_total[5m]) > 0").isEmpty)
        }
    }

    @Test func `a worker that is silent shows as an old lease and a growing queue`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            try platform.supervisor.signal(SIGSTOP, "daemons/worker")
            let id = try client.start("test/one", input: ["url": "http://127.0.0.1:1/"])
            try Wait.until("the run waits") { try metric("intelligentic_queue_depth", client) == 1 }
            #expect(try metric("intelligentic_runs_unfinished{status=\"pending\"}", client) == 1)
            try Wait.until("the lease grows old") {
                try metric("intelligentic_worker_lease_age_seconds", client) ?? 0 > 3
                    && metric("intelligentic_queue_oldest_age_seconds", client) ?? 0 > 1
            }
            // One that nobody has claimed is ended by the function.
            #expect(try client.send("POST", "/api/v1/runs/\(id)/cancel").status == 200)
            #expect(try metric("intelligentic_runs_total{status=\"cancelled\"}", client) == 1)
            try platform.supervisor.signal(SIGCONT, "daemons/worker")
        }
    }

    @Test func `metrics stay, in the right form, when the database is away`() throws {
        try Platform.run { (platform) throws in
            let client = Client(url: platform.url)
            let answer = try client.get("/metrics")
            #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(try PrivatePrometheus.complaints(about: answer.body) == "")
            #expect(try metric("intelligentic_database_up", client) == 1)
            platform.mariadb.kill()
            #expect(try metric("intelligentic_database_up", client) == 0)
            #expect(try metric("intelligentic_queue_depth", client) == nil)
            let counted =
                "intelligentic_http_requests_total{function=\"metrics\",method=\"GET\",route=\"/metrics\",status=\"200\"}"
            #expect(try metric(counted, client) ?? 0 >= 3)
        }
    }

    @Test func `metrics are not public, and no other host is believed`() throws {
        try Platform.run { (platform) throws in
            let (_, output, _) = try ChildProcess.run(
                "curl",
                [
                    "-s", "-i", "--interface", "127.0.0.2", "-H", "X-Forwarded-For: 127.0.0.1", "-H", "X-Real-IP: ::1",
                    "\(platform.url)/metrics",
                ], limit: .seconds(10))
            let answer = String(decoding: output, as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 403 "), "\(answer)")
            #expect(answer.contains("\"code\":\"not_public\""))
            #expect(!answer.contains("intelligentic_"))
        }
    }

    /// The value of one line of `/metrics`; nil: there is no such line.
    private func metric(_ series: String, _ client: Client) throws -> Double? {
        let lines = try client.get("/metrics").text.split(separator: "\n")
        return lines.first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.count + 1)) }
    }
}
