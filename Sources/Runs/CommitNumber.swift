/// The number of a worker's commit, higher than that of the one before: by it a worker finds out whether a commit whose answer was
/// lost took place. Large commits, which are made beside the others, have numbers of their own.
package struct CommitNumber: Sendable, Hashable {
    package let number: Int
    package let isLarge: Bool
    /// Whether it was tried before, so that it may have taken place.
    package var isRepeated = false

    package init(_ number: Int, isLarge: Bool = false) {
        (self.number, self.isLarge) = (number, isLarge)
    }
}
