package import Identity
package import JSON

/// Something that a run wants done in the world. Its result is journalled before the run acts on it.
package struct Effect: Sendable {
    /// The task instance that asks; with the run's id it makes the effect's idempotency key. A `try` retry is a new
    /// instance, a repetition after a crash is not.
    package let ordinal: Int
    package let kind: Kind

    package enum Kind: Sendable {
        case http(HTTPEffect)
        case agent(AgentEffect)
        /// Nothing before this time.
        case timer(until: Timestamp)
    }
}

/// A request to send, and what of its answer becomes the task's output.
package struct HTTPEffect: Sendable {
    package var method: String
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var output: Output
    /// Whether redirects are followed and 3xx counts as success (specification, "HTTP Call").
    package var followsRedirects: Bool

    package enum Output: Sendable {
        case content, raw, response
    }
}

/// An agent to ask.
package struct AgentEffect: Sendable {
    package var agent: String
    /// Nil: the latest.
    package var version: Int?
    package var input: JSON
}
