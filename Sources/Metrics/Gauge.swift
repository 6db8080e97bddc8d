/// A number that goes up and down.
package struct Gauge: Sendable {
    let cells: MetricCells

    package func add(_ amount: Int) {
        cells.add(amount)
    }

    package func set(_ value: Int) {
        cells.set(value)
    }
}
