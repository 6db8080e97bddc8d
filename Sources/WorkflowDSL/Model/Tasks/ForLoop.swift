/// A `for` task: a list of tasks, run once for each item.
package struct ForLoop: Sendable {
    /// The variable that holds the item, without `$`.
    package let each: String
    /// The variable that holds the item's index, counted from 0, without `$`.
    package let at: String
    package let `in`: Expression
    /// Evaluated before each iteration.
    package let `while`: Expression?
    package let `do`: [NamedTask]
}
