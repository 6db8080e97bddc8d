/// When and how often the tasks of a `try` run again.
package struct RetryPolicy: Sendable {
    package let when: Expression?
    package let exceptWhen: Expression?
    /// The base of the delay before each retry; nil for none.
    package let delay: DurationTemplate?
    package let backoff: Backoff
    package let jitter: Jitter?
    package let limit: Limit

    /// How the delay grows from retry to retry.
    package enum Backoff: String, Sendable, CaseIterable {
        case constant, linear, exponential
    }

    /// A random part of the delay, evenly distributed.
    package struct Jitter: Sendable, Hashable {
        package let from: DurationTemplate
        package let to: DurationTemplate
    }

    package struct Limit: Sendable, Hashable {
        /// How many retries there are after the first attempt; nil for any number.
        package let attemptCount: Int?
        /// How long each attempt may take.
        package let attemptDuration: DurationTemplate?
        /// How long all attempts together may take.
        package let duration: DurationTemplate?
    }
}
