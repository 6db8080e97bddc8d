internal import Glibc

/// The counts of all programs of a host, added up and written as Prometheus reads them.
package struct MetricReport: Sendable {
    /// The format of ``text``: Prometheus's text format, version 0.0.4.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    /// How many files are read at most.
    static let fileLimit = 500

    private var values: [MetricSeries: [Int]] = [:]

    /// Adds every metric file of a folder. Values of one series add up.
    package init(directory: String) {
        let names = Self.names(in: directory)
        var unread = max(0, names.count - Self.fileLimit)
        for name in names.prefix(Self.fileLimit) {
            if let entries = try? MetricFileReader.entries("\(directory)/\(name)") {
                for (series, values) in entries { add(series, values) }
            } else {
                unread += 1
            }
        }
        set(.filesUnread, to: unread)
    }

    /// Adds a gauge that no program counts.
    ///
    /// - Parameter value: in microseconds for a family that is shown in seconds.
    package mutating func set(_ family: MetricFamily, _ labels: String..., to value: Int) {
        values[MetricSeries(family, labels)] = [value]
    }

    /// Families in the order of ``MetricFamily/all``, series in that of their labels. Series of families that this
    /// version does not know, or knows with other labels or buckets, are left out.
    package var text: String {
        var lines: [String] = []
        for family in MetricFamily.all {
            let known = values.filter { series, values in
                series.name == family.name && series.labels.count == family.labels.count
                    && values.count == family.valueCount
            }
            guard !known.isEmpty else { continue }
            lines.append("# HELP \(family.name) \(family.help)")
            lines.append("# TYPE \(family.name) \(family.kind.word)")
            for (series, values) in known.sorted(by: { $0.key.labels.lexicographicallyPrecedes($1.key.labels) }) {
                lines += Self.lines(family, series, values)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func lines(_ family: MetricFamily, _ series: MetricSeries, _ values: [Int]) -> [String] {
        let labels = zip(family.labels, series.labels).map { "\($0)=\"\(escaped($1))\"" }
        func line(_ suffix: String, _ value: String, _ added: [String] = []) -> String {
            let all = labels + added
            return family.name + suffix + (all.isEmpty ? "" : "{\(all.joined(separator: ","))}") + " " + value
        }
        guard case .histogram(let buckets) = family.kind else { return [line("", family.text(values[0]))] }
        var count = 0
        var lines: [String] = []
        for (place, bound) in buckets.bounds.enumerated() {
            count += values[place]
            lines.append(line("_bucket", "\(count)", ["le=\"\(family.text(bound))\""]))
        }
        count += values[buckets.bounds.count]
        lines.append(line("_bucket", "\(count)", ["le=\"+Inf\""]))
        lines.append(line("_sum", family.text(values[buckets.bounds.count + 1])))
        lines.append(line("_count", "\(count)"))
        return lines
    }

    private static func escaped(_ value: String) -> String {
        value.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.joined()
    }

    private mutating func add(_ series: MetricSeries, _ more: [Int]) {
        guard let known = values[series], known.count == more.count else {
            values[series] = more
            return
        }
        values[series] = zip(known, more).map { $0 &+ $1 }
    }

    private static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { text in
                String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

extension MetricFamily.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
