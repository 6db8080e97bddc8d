import Foundation
import Metrics
import TestServers
import Testing

/// Files that are full, damaged, of another version, or cannot be written.
struct MetricFileTests {
    private let unread = "intelligentic_metric_files_unread"

    private func lines(_ directory: String, _ prefix: String) -> [String] {
        MetricReport(directory: directory).text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }

    @Test(arguments: [
        (0, "another"), (8, "\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}\u{FF}"), (16, "\u{1}\u{1}\u{1}\u{1}"),
        (20, "\u{1}\u{1}\u{1}"),
    ])
    func `a file that is none, or is damaged, is left out and made anew`(offset: Int, bytes: String) throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/auth-1"
            let counter = try Metrics(file: file).counter(.runsEnded, "completed")
            counter.add(5)
            let handle = try FileHandle(forWritingTo: URL(filePath: file))
            try handle.seek(toOffset: UInt64(offset))
            try handle.write(contentsOf: Data(bytes.unicodeScalars.map { UInt8($0.value) }))
            try handle.close()
            #expect(lines(directory, unread) == ["\(unread) 1"])
            #expect(lines(directory, "intelligentic_runs_total") == [])
            let metrics = try Metrics(file: file)
            metrics.counter(.runsEnded, "completed").add()
            #expect(
                lines(directory, "intelligentic_runs_total") == ["intelligentic_runs_total{status=\"completed\"} 1"])
            #expect(lines(directory, unread) == ["\(unread) 0"])
            // Whoever still has the old one goes on counting there, and disturbs nobody.
            counter.add()
        }
    }

    @Test func `a short file is left out and made anew`() throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/auth-1"
            try "IMetric1".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(lines(directory, unread) == ["\(unread) 1"])
            try Metrics(file: file).counter(.runsEnded, "completed").add()
            #expect(lines(directory, "intelligentic_runs_total").count == 1)
        }
    }

    @Test func `a file without room says how many series it lacks, and counting goes on`() throws {
        try TestServers.temporaryDirectory { directory in
            let metrics = try Metrics(file: "\(directory)/auth-1")
            let long = String(repeating: "x", count: 10_000)
            for number in 0..<30 { metrics.counter(.runsEnded, "\(number)\(long)").add() }
            let kept = lines(directory, "intelligentic_runs_total").count
            #expect((20..<30).contains(kept))
            #expect(
                lines(directory, "intelligentic_metric_series_dropped_total")
                    == ["intelligentic_metric_series_dropped_total \(30 - kept)"])
        }
    }

    @Test func `a series that another version counted otherwise is left out`() throws {
        try TestServers.temporaryDirectory { directory in
            let metrics = try Metrics(file: "\(directory)/auth-1")
            let name = "intelligentic_runs_total"
            metrics.counter(MetricFamily(name: "old_total", help: "", kind: .counter, labels: [])).add()
            metrics.counter(MetricFamily(name: name, help: "", kind: .counter, labels: [])).add()
            metrics.histogram(
                MetricFamily(name: name, help: "", kind: .histogram(.counts), labels: ["status"]), "completed"
            ).observe(1)
            #expect(lines(directory, "old_total") == [])
            #expect(lines(directory, name) == [])
            metrics.counter(.runsEnded, "completed").add(2)
            #expect(lines(directory, name) == ["\(name){status=\"completed\"} 2"])
        }
    }

    @Test func `a file that cannot be made is an error that says why`() throws {
        let error = #expect(throws: MetricFileError.self) { try Metrics(file: "/nonexistent/metrics/auth-1") }
        #expect(error?.description == "cannot open /nonexistent/metrics/auth-1: No such file or directory")
    }
}
