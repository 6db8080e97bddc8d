/// How values are spread: how many fell into each bucket, and their sum.
package struct Histogram: Sendable {
    let cells: MetricCells
    let buckets: HistogramBuckets

    package func observe(_ value: Int) {
        cells.add(1, at: buckets.place(of: value))
        cells.add(value, at: buckets.bounds.count + 1)
    }

    /// For a family that is shown in seconds.
    package func observe(_ duration: Duration) {
        observe(Int(duration / .microseconds(1)))
    }
}
