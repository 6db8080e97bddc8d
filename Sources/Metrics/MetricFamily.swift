/// What is measured: a name with its meaning, as Prometheus shows it. ``all`` is the list.
package struct MetricFamily: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Only grows.
        case counter
        case gauge
        case histogram(HistogramBuckets)
    }

    /// In Prometheus's form: words with underscores, the unit, `_total` for a counter. What is shown in seconds is counted
    /// in microseconds.
    package let name: String
    package let help: String
    package let kind: Kind
    /// The names of the labels. Their values are few, whatever anybody sends: a label that names a tenant, a run or a
    /// real path would make a series of each.
    package let labels: [String]

    package init(name: String, help: String, kind: Kind, labels: [String]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.labels = labels
    }

    /// How many whole numbers one series has: a histogram has one for each bucket, one for what is above, and the sum.
    var valueCount: Int {
        switch kind {
        case .counter, .gauge: 1
        case .histogram(let buckets): buckets.bounds.count + 2
        }
    }

    /// A value in the unit that is shown, exactly.
    func text(_ value: Int) -> String {
        let scale = name.hasSuffix("_seconds") ? 1_000_000 : 1
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        let sign = value < 0 ? "-" : ""
        guard rest != 0 else { return "\(sign)\(whole)" }
        // The digits of `scale + rest` after the leading 1, so that zeros in front stay.
        var digits = "\(UInt(scale) + rest)".dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }
}
