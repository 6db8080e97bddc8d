internal import Synchronization

/// What one process counts. Series are made when first asked for: keep them, and counting is one atomic addition.
package final class Metrics: Sendable {
    /// Names the file, one for each process of a host. Without it a process counts for itself.
    package static let fileVariable = "METRICS_FILE"

    private let file: MetricFile

    /// Counts in memory that only this process sees.
    package init() {
        file = MetricFile()
    }

    /// Goes on counting where the last process with this file ended.
    ///
    /// - Throws: ``MetricFileError``.
    package init(file path: String) throws(MetricFileError) {
        file = try MetricFile(path)
        // Made while there is room for it.
        _ = counter(.seriesDropped)
    }

    package func counter(_ family: MetricFamily, _ labels: String...) -> Counter {
        precondition(family.kind == .counter, "\(family.name) is no counter")
        return Counter(cells: cells(family, labels))
    }

    /// A gauge, at 0: what an earlier process set is no longer so.
    package func gauge(_ family: MetricFamily, _ labels: String...) -> Gauge {
        precondition(family.kind == .gauge, "\(family.name) is no gauge")
        let gauge = Gauge(cells: cells(family, labels))
        gauge.set(0)
        return gauge
    }

    package func histogram(_ family: MetricFamily, _ labels: String...) -> Histogram {
        guard case .histogram(let buckets) = family.kind else { preconditionFailure("\(family.name) is no histogram") }
        return Histogram(cells: cells(family, labels), buckets: buckets)
    }

    private func cells(_ family: MetricFamily, _ labels: [String]) -> MetricCells {
        if let values = file.values(of: MetricSeries(family, labels), count: family.valueCount) {
            return MetricCells(file: file, values: values)
        }
        if let dropped = file.values(of: MetricSeries(.seriesDropped, []), count: 1) {
            dropped.pointee.add(1, ordering: .relaxed)
        }
        // Counted, but seen by nobody.
        let unseen = MetricFile()
        guard let values = unseen.values(of: MetricSeries(family, labels), count: family.valueCount) else {
            preconditionFailure("labels of \(family.name) are larger than \(MetricFile.capacity) bytes")
        }
        return MetricCells(file: unseen, values: values)
    }
}
