package import Identity

package enum RunInboxKind {}
/// Names what came for a run. Its order is that in which a run consumes.
package typealias RunInboxID = Identifier<RunInboxKind>

/// Something that has reached a run from outside and waits until the run consumes it.
package struct RunInboxItem: Sendable, Hashable {
    package let run: RunID
    /// Within the run. What comes twice comes with the same one.
    package let id: RunInboxID
    package let kind: Kind
    /// The task that it is for.
    package let ordinal: Int
    /// JSON: of an event the CloudEvent.
    package let payload: String

    package enum Kind: String, Sendable, Hashable {
        /// A CloudEvent that may match what the task listens to.
        case event
        /// The end of a run that the task started.
        case child
    }

    package init(run: RunID, id: RunInboxID, kind: Kind, ordinal: Int, payload: String) {
        self.run = run
        self.id = id
        self.kind = kind
        self.ordinal = ordinal
        self.payload = payload
    }
}

/// Names an item for those who consume items of many runs at once.
package struct RunInboxKey: Sendable, Hashable {
    package let tenant: TenantID
    package let run: RunID
    package let id: RunInboxID

    package init(tenant: TenantID, run: RunID, id: RunInboxID) {
        self.tenant = tenant
        self.run = run
        self.id = id
    }
}
