package import JSON
package import Members

/// Whom a provider lets into its tenant, and with which roles.
package struct IdentityProviderRules: Sendable, Hashable {
    package static let scopeLimit = 20
    package static let emailDomainLimit = 50
    package static let roleMappingLimit = 100
    /// Of names of claims and their values, in bytes.
    package static let claimLimit = 255

    /// Whether somebody whom nobody knows becomes a member.
    package enum Provisioning: String, Sendable, CaseIterable {
        case off, create
    }

    /// Whether a verified e-mail is enough to be taken for a member who has no password.
    package enum Linking: String, Sendable, CaseIterable {
        case off, email
    }

    /// A role for whom a claim says something of.
    package struct RoleMapping: Sendable, Hashable {
        /// The name of a claim, or a JSON Pointer into the claims (RFC 6901): `/realm_access/roles`.
        package let claim: String
        /// What the claim is, or one of the entries of its list.
        package let value: String
        package let role: RoleAssignment

        package init(claim: String, value: String, role: RoleAssignment) {
            self.claim = claim
            self.value = value
            self.role = role
        }
    }

    package let scopes: [String]
    package let provisioning: Provisioning
    package let linking: Linking
    /// Domains of e-mails that are believed and let in, in small letters; empty: all.
    package let emailDomains: [String]
    package let roleMappings: [RoleMapping]
    /// For whom no mapping gives a role, and nobody did.
    package let defaultRoles: [RoleAssignment]

    package init(
        scopes: [String], provisioning: Provisioning, linking: Linking, emailDomains: [String],
        roleMappings: [RoleMapping], defaultRoles: [RoleAssignment]
    ) {
        self.scopes = scopes
        self.provisioning = provisioning
        self.linking = linking
        self.emailDomains = emailDomains.map { $0.lowercased() }
        self.roleMappings = roleMappings
        self.defaultRoles = defaultRoles
    }

    /// All roles that somebody can get.
    package var roles: [RoleAssignment] { Set(roleMappings.map(\.role) + defaultRoles).sorted() }

    /// The claims that are looked at.
    package var claims: [String] {
        ["email", "email_verified"]
            + roleMappings.map { JSONPointer($0.claim)?.tokens.first ?? $0.claim }
    }

    /// What claims give.
    package func roles(of claims: JSON) -> [RoleAssignment] {
        Set(roleMappings.filter { $0.fits(claims) }.map(\.role)).sorted()
    }

    /// Whether an e-mail is in one of the domains.
    func covers(_ email: String) -> Bool {
        guard let at = email.lastIndex(of: "@") else { return false }
        return emailDomains.isEmpty || emailDomains.contains(email[email.index(after: at)...].lowercased())
    }
}

extension IdentityProviderRules.RoleMapping {
    fileprivate func fits(_ claims: JSON) -> Bool {
        let found = claim.hasPrefix("/") ? JSONPointer(claim).flatMap { claims[$0] } : claims[claim]
        switch found {
        case .string(let text): return text == value
        case .array(let entries): return entries.contains { $0.string == value }
        case .bool(let flag): return "\(flag)" == value
        default: return false
        }
    }
}
