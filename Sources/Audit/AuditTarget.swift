/// What something was done to.
package struct AuditTarget: Sendable, Hashable {
    /// The most characters of a name; a longer one is cut.
    package static let nameLimit = 255

    package enum Kind: String, Sendable, CaseIterable {
        case log, workflow, run, runs, agent, secret, policy, user, session, tenant, role, member, invitation
        case serviceAccount, apiKey
        case identityProvider = "identity_provider"
    }

    package let kind: Kind
    /// Its name or id; nil: there is one of the kind only, or many are meant.
    package let name: String?

    package init(_ kind: Kind, _ name: String? = nil) {
        self.kind = kind
        self.name = name.map { $0.cut(to: Self.nameLimit) }
    }
}
