internal import Synchronization

/// The numbers of one series.
///
/// Sendable by proof: they are atomic, and the file that they stand in lives as long as this does.
struct MetricCells: @unchecked Sendable {
    private let file: MetricFile
    private let values: UnsafeMutablePointer<Atomic<Int>>

    init(file: MetricFile, values: UnsafeMutablePointer<Atomic<Int>>) {
        self.file = file
        self.values = values
    }

    func add(_ amount: Int, at place: Int = 0) {
        values[place].add(amount, ordering: .relaxed)
    }

    func set(_ value: Int) {
        values[0].store(value, ordering: .relaxed)
    }
}
