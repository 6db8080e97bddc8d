import Glibc
import JSON

/// Follows a run until it has ended: on a terminal a line that moves, in a log a line for each task.
struct RunWatch {
    /// Between two looks: short at first, so that a short run is not waited for.
    static let shortestPause = Duration.milliseconds(50)
    static let longestPause = Duration.seconds(1)
    private static let barWidth = 20

    private let platform: Platform
    private let id: String
    private let isSilent: Bool
    private let terminal = Terminal.error

    init(_ platform: Platform, _ id: String, isSilent: Bool) {
        self.platform = platform
        self.id = id
        self.isSilent = isSilent
    }

    /// - Throws: a ``Failure`` (interrupted) when somebody presses Ctrl-C: the run goes on.
    func untilEnd() throws -> RunReport {
        let interrupts = Interrupts()
        var shown: Set<Int> = []
        var pause = Self.shortestPause
        while true {
            let report = try RunReport(of: id, from: platform)
            if !isSilent { show(report, &shown) }
            if report.hasEnded { return report }
            if interrupts.wait(pause) {
                if terminal.isInteractive { terminal.write("") }
                throw Failure(
                    .interrupted, "The run goes on. Watch it again: intelligentic run watch \(id)\nEnd it: intelligentic run cancel \(id)")
            }
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// Writes a line for each task that has ended since the last look. A loop starts before the tasks in it and ends after them.
    ///
    /// - Parameter shown: the positions of the tasks that have a line.
    private func show(_ report: RunReport, _ shown: inout Set<Int>) {
        if terminal.isInteractive { terminal.writeRaw("\r\u{1B}[K") }
        for (position, task) in report.tasks.enumerated() where task["endedAt"]?.isNull == false || report.hasEnded {
            if shown.insert(position).inserted { terminal.write(Self.line(of: task)) }
        }
        if terminal.isInteractive, !report.hasEnded { terminal.writeRaw(bar(report)) }
    }

    private static func line(of task: JSON) -> String {
        let mark = ["completed": "✓", "skipped": "-", "faulted": "✗", "cancelled": "✗"][task["status"]?.string ?? ""] ?? "·"
        let name = (task["name"]?.string ?? "").printable.column(32)
        return "  \(mark) \(name) \(TimeText.between(task["startedAt"], task["endedAt"]))"
    }

    /// How many of the tasks that have begun are done. How many are still to come, nobody knows: a workflow has branches and loops.
    private func bar(_ report: RunReport) -> String {
        let done = report.tasks.count { $0["endedAt"]?.isNull == false }
        let full = Self.barWidth * done / max(1, report.tasks.count)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full)
        let current = report.tasks.last { $0["endedAt"]?.isNull != false }?["name"]?.string ?? report.run["status"]?.string ?? ""
        let count = "\(done)\(report.isCut ? "+" : "") tasks done"
        let text = "  \(bar) \(count), \(TimeText.between(report.run["startedAt"], nil))  \(current.printable)"
        return String(text.prefix(terminal.size.width - 1))
    }
}
