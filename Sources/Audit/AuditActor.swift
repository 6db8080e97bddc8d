package import Identity

/// Who did something.
package struct AuditActor: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case user, apiKey, system
        /// Somebody who has not signed in.
        case anonymous
        /// Whoever is root of a host; its own log says who that was.
        case `operator`
    }

    package let kind: Kind
    /// The user; of an API key the user or the service account whose it is.
    package let id: UserID?
    /// Of an API key the key.
    package let session: SessionID?

    package init(kind: Kind, id: UserID? = nil, session: SessionID? = nil) {
        self.kind = kind
        self.id = id
        self.session = session
    }

    package init(_ caller: Caller) {
        self.init(kind: caller.apiKey == nil ? .user : .apiKey, id: caller.user, session: caller.session)
    }

    package static let anonymous = AuditActor(kind: .anonymous)
    package static let `operator` = AuditActor(kind: .operator)
}
