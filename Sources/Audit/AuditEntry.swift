package import Identity
package import JSON

/// Names an entry of the audit log.
package typealias AuditEntryID = Identifier<AuditEntry>

/// Who did what to what, when, from where, and what it changed. It never holds a secret's value.
package struct AuditEntry: Sendable, Hashable {
    package enum Outcome: String, Sendable, CaseIterable {
        case succeeded, failed
    }

    package let id: AuditEntryID
    /// Of the database's clock, once it is recorded.
    package let at: Timestamp
    /// An ``AuditAction``; also one of another version of the platform.
    package let action: String
    package let outcome: Outcome
    package let actor: AuditActor
    /// An ``AuditTarget/Kind``; also one of another version of the platform.
    package let targetKind: String
    package let targetName: String?
    package let origin: AuditOrigin
    /// JSON, of what was changed only; nil: there was nothing, or it is not told.
    package let before: String?
    package let after: String?

    package init(
        _ action: AuditAction, _ target: AuditTarget, outcome: Outcome = .succeeded, by actor: AuditActor,
        from origin: AuditOrigin, before: JSON? = nil, after: JSON? = nil, at time: Timestamp = .now
    ) {
        self.init(
            id: AuditEntryID(at: time), at: time, action: action.rawValue, outcome: outcome, actor: actor,
            targetKind: target.kind.rawValue, targetName: target.name, origin: origin,
            before: AuditState.text(before), after: AuditState.text(after))
    }

    package init(
        id: AuditEntryID, at: Timestamp, action: String, outcome: Outcome, actor: AuditActor, targetKind: String,
        targetName: String?, origin: AuditOrigin, before: String?, after: String?
    ) {
        self.id = id
        self.at = at
        self.action = action
        self.outcome = outcome
        self.actor = actor
        self.targetKind = targetKind
        self.targetName = targetName
        self.origin = origin
        self.before = before
        self.after = after
    }
}
