/// A `fork` task.
package struct Fork: Sendable {
    /// Each runs by itself; none can go on with another.
    package let branches: [NamedTask]
    /// Whether the first that ends well ends the others.
    package let compete: Bool
}
