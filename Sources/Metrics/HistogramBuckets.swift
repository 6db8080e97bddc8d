/// The upper bounds of a histogram's buckets.
package struct HistogramBuckets: Sendable, Hashable {
    /// Rising.
    package let bounds: [Int]

    /// Durations, in microseconds: from a millisecond to the longest that anything may take.
    package static let durations = HistogramBuckets(bounds: [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
        10_000_000, 30_000_000, 60_000_000,
    ])
    /// How many of something.
    package static let counts = HistogramBuckets(bounds: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])

    /// The place of the bucket that a value falls into; that of no bound is the last one.
    func place(of value: Int) -> Int {
        bounds.firstIndex { value <= $0 } ?? bounds.count
    }
}
