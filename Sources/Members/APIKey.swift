package import Identity

/// A program's way in, as people see it: all but its secret, which nobody keeps.
package struct APIKey: Sendable, Hashable {
    /// Whose a key is.
    package enum Principal: Sendable, Hashable {
        case user(UserID, email: String)
        case serviceAccount(UserID, name: String)
        /// Who has gone by now.
        case gone(UserID)
    }

    /// Why somebody should look at a key.
    package enum Warning: String, Sendable, CaseIterable {
        case expiresSoon, expired
    }

    /// From when on a key expires soon.
    package static let warningTime = Duration.seconds(30 * 24 * 60 * 60)

    package let id: APIKeyID
    package let principal: Principal
    package let name: String
    package let rights: APIKeyRights
    package let createdBy: UserID
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    /// To within a minute or two; nil: it was not used.
    package let lastUsedAt: Timestamp?

    /// Nil: all is well. What has less life in all than ``warningTime`` warns in the last quarter of it.
    package func warning(at time: Timestamp = .now) -> Warning? {
        if expiresAt <= time { return .expired }
        let notice = min(Self.warningTime, (expiresAt - createdAt) / 4)
        return expiresAt - time <= notice ? .expiresSoon : nil
    }
}

/// What a key permits at most.
package struct APIKeyRights: Sendable, Hashable {
    package let scopes: PermissionSet
    /// Sorted; nil: in all of the tenant.
    package let namespaces: [String]?

    package init(scopes: PermissionSet, namespaces: [String]? = nil) {
        self.scopes = scopes
        self.namespaces = namespaces.map { Set($0).sorted() }
    }
}
