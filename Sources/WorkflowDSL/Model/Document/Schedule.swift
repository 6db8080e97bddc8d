/// `schedule`: what starts a workflow, besides people and programs. At least one of the four is stated.
package struct Schedule: Sendable {
    /// From start to start, whether or not the last run has ended.
    package let every: DurationTemplate?
    package let cron: CronExpression?
    /// From the end of a run to the start of the next.
    package let after: DurationTemplate?
    /// Each match starts a run, with the list of events as its input.
    package let on: EventConsumption?
    /// How much of each event the input holds; nil where the document does not say.
    package let read: EventReading?
}
