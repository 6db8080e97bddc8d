/// `foreach`: what is done with each event or message, one after the other.
package struct SubscriptionIterator: Sendable {
    /// The variable that holds the event, without `$`.
    package let item: String
    /// The variable that holds its number, counted from 0, without `$`.
    package let at: String
    package let `do`: [NamedTask]
    /// Shapes the elements of the task's output.
    package let output: OutputDefinition?
    package let export: ExportDefinition?
}
