import Foundation
import Metrics
import TestServers
import Testing

/// Counting in files, and what becomes of it.
struct MetricsTests {
    private func report(_ directory: String) -> [String] {
        MetricReport(directory: directory).text.split(separator: "\n").map(String.init)
    }

    private let request =
        "intelligentic_http_requests_total{function=\"auth\",method=\"GET\",route=\"/a\",status=\"200\"}"

    @Test func `what programs count adds up, and is seen at once`() throws {
        try TestServers.temporaryDirectory { directory in
            let programs = try (1...2).map { try Metrics(file: "\(directory)/auth-\($0)") }
            for program in programs { program.counter(.httpRequests, "auth", "GET", "/a", "200").add(2) }
            #expect(report(directory).contains("\(request) 4"))
            programs[0].counter(.httpRequests, "auth", "GET", "/a", "200").add()
            #expect(report(directory).contains("\(request) 5"))
            programs[0].counter(.httpRequests, "auth", "GET", "/a", "404").add()
            #expect(report(directory).contains("\(request) 5"))
        }
    }

    @Test func `the next program in a place goes on counting, with gauges at 0`() throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/worker-1"
            do {
                let metrics = try Metrics(file: file)
                metrics.counter(.runsEnded, "completed").add(7)
                metrics.gauge(.effectsInFlight, "http").add(3)
                metrics.gauge(.effectsInFlight, "http").add(2)
                #expect(report(directory).contains("intelligentic_effects_in_flight{kind=\"http\"} 2"))
            }
            let metrics = try Metrics(file: file)
            #expect(report(directory).contains("intelligentic_runs_total{status=\"completed\"} 7"))
            _ = metrics.gauge(.effectsInFlight, "http")
            metrics.counter(.runsEnded, "completed").add()
            #expect(report(directory).contains("intelligentic_runs_total{status=\"completed\"} 8"))
            #expect(report(directory).contains("intelligentic_effects_in_flight{kind=\"http\"} 0"))
        }
    }

    @Test func `threads and processes that share a file lose nothing`() throws {
        try TestServers.temporaryDirectory { directory in
            // Many series: it is when they are made that processes could lose something.
            let (threads, series, additions) = (4, 150, 2)
            // Each opens the file for itself, as a process that starts while another one ends.
            let counting = try (0..<threads).map { _ in
                let metrics = try Metrics(file: "\(directory)/auth-1")
                return Thread {
                    for _ in 0..<additions {
                        for number in 0..<series {
                            metrics.counter(.httpRequests, "auth", "GET", "/\(number)", "200").add()
                        }
                    }
                }
            }
            for thread in counting { thread.start() }
            for thread in counting { while !thread.isFinished { usleep(1_000) } }
            let lines = report(directory).filter { $0.hasPrefix("intelligentic_http_requests_total") }
            #expect(lines.count == series)
            #expect(lines.allSatisfy { $0.hasSuffix(" \(threads * additions)") }, "\(lines.first ?? "")")
        }
    }

    @Test func `a histogram's buckets hold what is below them, in seconds`() throws {
        try TestServers.temporaryDirectory { directory in
            let metrics = try Metrics(file: "\(directory)/agents-1")
            let duration = metrics.histogram(.httpRequestDuration, "agents", "GET", "/a")
            for time in [Duration.microseconds(900), .milliseconds(1), .milliseconds(40), .seconds(90)] {
                duration.observe(time)
            }
            metrics.histogram(.journalBatchRows).observe(3)
            let lines = report(directory)
            let name = "intelligentic_http_request_duration_seconds"
            let labels = "function=\"agents\",method=\"GET\",route=\"/a\""
            for (bound, count) in [("0.001", 2), ("0.025", 2), ("0.05", 3), ("60", 3), ("+Inf", 4)] {
                #expect(lines.contains("\(name)_bucket{\(labels),le=\"\(bound)\"} \(count)"))
            }
            #expect(lines.contains("\(name)_sum{\(labels)} 90.0419"))
            #expect(lines.contains("\(name)_count{\(labels)} 4"))
            #expect(lines.contains("intelligentic_journal_batch_rows_bucket{le=\"2\"} 0"))
            #expect(lines.contains("intelligentic_journal_batch_rows_bucket{le=\"5\"} 1"))
        }
    }

    @Test func `Prometheus's linter has nothing to say, whatever a label holds`() throws {
        try TestServers.temporaryDirectory { directory in
            let metrics = try Metrics(file: "\(directory)/x-1")
            for family in MetricFamily.all {
                let labels = family.labels
                switch family.kind {
                case .counter where labels.count == 1: metrics.counter(family, "a \"b\" \\ \n \0 ü").add()
                case .counter where labels.isEmpty: metrics.counter(family).add()
                case .gauge where labels.count == 1: metrics.gauge(family, "x").set(-1)
                case .gauge where labels.isEmpty: metrics.gauge(family).set(1)
                case .histogram where labels.isEmpty: metrics.histogram(family).observe(1)
                default: break
                }
            }
            let report = MetricReport(directory: directory)
            #expect(report.text.contains(#"{status="a \"b\" \\ \n  ü"} 1"#))
            #expect(report.text.contains("intelligentic_queue_oldest_age_seconds 0.000001\n"))
            #expect(try PrivatePrometheus.complaints(about: Array(report.text.utf8)) == "")
            #expect(try !PrivatePrometheus.complaints(about: Array("a{ 1\n".utf8)).isEmpty)
        }
    }

    @Test func `a program that is given no file counts for itself`() throws {
        let counter = Metrics().counter(.runsEnded, "completed")
        counter.add()
        #expect(MetricReport(directory: "/nonexistent").text.split(separator: "\n").count == 3)
    }
}
