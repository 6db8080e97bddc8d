/// One line of values of a family: the labels' values, in the order of the family's label names.
package struct MetricSeries: Sendable, Hashable {
    package let name: String
    package let labels: [String]

    package init(_ family: MetricFamily, _ labels: [String]) {
        precondition(labels.count == family.labels.count, "\(family.name) has the labels \(family.labels)")
        name = family.name
        self.labels = labels
    }

    /// What a metric file names the series: name and labels, with a zero byte between them, which none of them has.
    var key: [UInt8] {
        Array(([name] + labels.map { $0.filter { $0 != "\0" } }).joined(separator: "\0").utf8)
    }

    init?(key: [UInt8]) {
        guard let text = String(validating: key, as: UTF8.self) else { return nil }
        let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        name = parts[0]
        labels = Array(parts.dropFirst())
    }
}
