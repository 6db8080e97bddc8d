package import JSON

/// A value with which a run goes on, and out of which nothing is masked that its workflow marks secret.
package enum RawPayload: Sendable {
    case input(JSON)
    /// Of its journal or its inbox.
    case journalled(JSON)
}
