/// A number that only grows.
package struct Counter: Sendable {
    let cells: MetricCells

    package func add(_ amount: Int = 1) {
        cells.add(amount)
    }
}
