import JSON

/// The tasks of a run as people read them: a line for each in the order in which they started, those in others indented, and
/// below a task that failed what its error says.
struct RunTimeline {
    /// Wide enough for every column, and not wider than an eye goes back.
    static let widths = 80...160
    /// The widest column of names.
    static let nameWidth = 34
    /// The most lines of one error.
    static let errorLines = 4

    let lines: [String]

    /// - Parameters:
    ///   - tasks: as the API lists them.
    ///   - start: when the run began.
    ///   - width: of the terminal.
    init(_ tasks: [JSON], since start: JSON?, width: Int) {
        guard !tasks.isEmpty else {
            lines = ["no tasks yet"]
            return
        }
        let width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
        let cells = tasks.map { task in
            [
                TimeText.since(start, task["startedAt"]), Self.name(of: task), Self.status(of: task),
                TimeText.between(task["startedAt"], task["endedAt"]),
            ]
        }
        let titles = ["AT", "TASK", "STATUS", "TOOK"]
        let columns = titles.indices.map { column in
            let widest = ([titles] + cells).map { $0[column].count }.max() ?? 0
            return column == 1 ? min(widest, Self.nameWidth) : widest
        }
        let left = columns.reduce(0) { $0 + $1 + 2 }
        func row(_ cells: [String], _ why: String) -> String {
            let known = zip(cells, columns).map { $0.column($1) + "  " }.joined()
            return (known + (why.count > width - left ? why.column(max(1, width - left)) : why)).withoutTrailingSpaces
        }
        lines =
            [row(titles, "WHY")]
            + zip(tasks, cells).flatMap { task, cells in
                [row(cells, TaskReason(task, since: start).text.printable)]
                    + Self.error(of: task, indent: columns[0] + 2, width: width)
            }
    }

    private static func name(of task: JSON) -> String {
        let passes = (task["detail"]?["iterations"]?.array ?? []).map(\.text).joined(separator: ",")
        let indent = String(repeating: "  ", count: min(8, depth(of: task["reference"]?.string ?? "")))
        return indent + (task["name"]?.string ?? "").printable + (passes.isEmpty ? "" : " [\(passes)]")
    }

    private static func status(of task: JSON) -> String {
        let attempt = task["attempt"]?.int ?? 1
        return (task["status"]?.string ?? "").printable + (attempt > 1 ? ", attempt \(attempt)" : "")
    }

    /// How many tasks are around a task. Its reference has a number and a name for each, behind the name of the list.
    static func depth(of reference: String) -> Int {
        var depth = 0
        var rest = reference.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        while let token = rest.popFirst() {
            guard Int(token) != nil else { continue }
            rest = rest.dropFirst()
            depth += 1
        }
        return max(0, depth - 1)
    }

    /// What the error of a task says; nothing for one that only passes an error of a task in it on.
    private static func error(of task: JSON, indent: Int, width: Int) -> [String] {
        guard let error = task["error"], !error.isNull, error["instance"] == task["reference"] else { return [] }
        let title = error["title"]?.string ?? error["type"]?.string ?? "Error"
        let status = error["status"]?.text ?? ""
        let name = title.contains(status) ? title : "\(title) (\(status))"
        let text = "\(name). \(error["detail"]?.string ?? "")"
        let margin = String(repeating: " ", count: indent)
        let all = text.printableLines.flatMap { $0.wrapped(to: width - indent - 2) }.filter { !$0.isEmpty }
        let shown = all.prefix(errorLines).enumerated().map { margin + ($0.offset == 0 ? "✗ " : "  ") + $0.element }
        return all.count > errorLines ? shown.dropLast() + [shown[errorLines - 1] + " …"] : shown
    }
}

extension String {
    fileprivate var withoutTrailingSpaces: String {
        String(reversed().drop { $0 == " " }.reversed())
    }

    /// In lines of at most so many columns, broken at spaces where there are some.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            var word = word
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            while word.count > width {
                lines.append(String(word.prefix(width)))
                word = word.dropFirst(width)
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
