/// Which messages an AsyncAPI call takes, and until when.
package struct MessageSubscription: Sendable {
    /// Evaluated on each message; the others are passed over.
    package let filter: Expression?
    package let end: End
    /// How long messages are taken at most.
    package let `for`: DurationTemplate?
    package let foreach: SubscriptionIterator?

    package enum End: Sendable {
        /// After so many messages.
        case amount(Int)
        /// As soon as this is false after a message.
        case `while`(Expression)
        /// As soon as this is true before a message.
        case until(Expression)
    }
}
