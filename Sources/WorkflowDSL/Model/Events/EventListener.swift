/// A `listen` task.
package struct EventListener: Sendable {
    package let to: EventConsumption
    package let read: EventReading
    package let foreach: SubscriptionIterator?
}
