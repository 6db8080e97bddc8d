import Glibc
import JSON

/// Follows a run until it has ended: on a terminal a line that moves, in a log a line for each task, or silently.
struct RunWatch {
    /// Between two looks: short at first, so that a short run is not waited for.
    static let shortestPause = Duration.milliseconds(50)
    static let longestPause = Duration.seconds(1)
    /// How long the platform may be away meanwhile, as when it is restarted: the run survives that.
    static let patience = Duration.seconds(60)
    /// How long the platform may hold a look of one that shows nothing before the end, in seconds: the longest that it does.
    static let waitSeconds = 60
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

    /// Somebody who presses Ctrl-C leaves: the run goes on, and the program ends here.
    ///
    /// - Throws: a ``Failure`` when the platform cannot be reached for longer than the patience, or refuses.
    func untilEnd() throws -> RunReport {
        try Interrupts.saying(farewell, during: follow)
    }

    private var farewell: String {
        ["The run goes on. Watch it again: intelligentic run watch \(id)", "End it: intelligentic run cancel \(id)"]
            .map(\.printable).joined(separator: "\n")
    }

    private func follow() throws -> RunReport {
        var shown: Set<Int> = []
        var pause = Self.shortestPause
        var lastLook: ContinuousClock.Instant?
        while true {
            do {
                let report = try RunReport(of: id, from: platform, wait: isSilent ? Self.waitSeconds : nil)
                lastLook = .now
                if !isSilent { show(report, &shown) }
                if report.hasEnded { return report }
            } catch {
                redraw("")
                let failure = Failure(error)
                // Without a first look it may be the wrong address: nothing to be patient with.
                guard failure.reason == .unreachable, let lastLook else { throw error }
                guard .now - lastLook < Self.patience else {
                    throw Failure(.unreachable, failure.message + "\n" + farewell)
                }
                redraw("  The platform cannot be reached, trying again …")
            }
            usleep(UInt32(pause / .microseconds(1)))
            pause = min(pause * 2, Self.longestPause)
        }
    }

    /// Writes a line for each task that has ended since the last look. A loop starts before the tasks in it and ends after them.
    ///
    /// - Parameter shown: the positions of the tasks that have a line.
    private func show(_ report: RunReport, _ shown: inout Set<Int>) {
        redraw("")
        for (position, task) in report.tasks.enumerated() where task["endedAt"]?.isNull == false || report.hasEnded {
            if shown.insert(position).inserted { terminal.write(line(of: task)) }
        }
        if !report.hasEnded { redraw(bar(report)) }
    }

    /// Puts a text in the place of the line that moves, where there is one.
    private func redraw(_ line: String) {
        guard terminal.isInteractive, !isSilent else { return }
        terminal.writeRaw("\r\u{1B}[K" + line.prefix(terminal.size.width - 1))
    }

    private func line(of task: JSON) -> String {
        let mark =
            ["completed": "✓", "skipped": "-", "faulted": "✗", "cancelled": "✗"][task["status"]?.string ?? ""] ?? "·"
        let name = (task["name"]?.string ?? "").printable.column(32)
        let line = "  \(mark) \(name) \(TimeText.between(task["startedAt"], task["endedAt"]))"
        let reason = TaskReason(task, since: nil).text.printable
        return reason.isEmpty ? line : line + "  " + reason.prefix(max(20, terminal.size.width - line.count - 2))
    }

    /// How many of the tasks that have begun are done. How many are still to come, nobody knows: a workflow has branches and loops.
    private func bar(_ report: RunReport) -> String {
        let done = report.tasks.count { $0["endedAt"]?.isNull == false }
        let full = Self.barWidth * done / max(1, report.tasks.count)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.barWidth - full)
        let wait = report.run["waitingFor"]?["items"]?[0]
        let current =
            wait.map { "\($0["name"]?.string ?? ""): \($0["what"]?.string ?? "")" }
            ?? report.tasks.last { $0["endedAt"]?.isNull != false }?["name"]?.string ?? report.run["status"]?.string
            ?? ""
        let count = "\(done)\(report.isCut ? "+" : "") tasks done"
        return "  \(bar) \(count), \(TimeText.between(report.run["startedAt"], nil))  \(current.printable)"
    }
}
