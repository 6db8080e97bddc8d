package import Database
package import Identity

/// Holds tenants to the bytes that they may keep. Used by one thread.
///
/// What there is the janitor has counted (``StorageCountStore``), some seconds ago. What is under way goes on: the quota stands before
/// what begins.
package final class StorageQuota {
    /// After so long what was read is not believed any more.
    static let validity = Duration.seconds(5)
    /// How many tenants are remembered.
    static let tenantLimit = 1_000
    /// Bytes that an operator may permit.
    package static let range = 1_000_000...1_000_000_000_000_000
    /// The variable that says how many each tenant may keep that has no number of its own.
    package static let variable = "STORED_BYTES"

    private let database: Database
    private let standard: Int?
    /// When tenants were found to have room.
    private var roomy: [TenantID: ContinuousClock.Instant] = [:]

    /// - Parameter standard: what tenants have for whom the operator says no other number; nil: no limit.
    package init(_ database: Database, standard: Int?) {
        self.database = database
        self.standard = standard
    }

    /// Lets something begin that will keep bytes.
    ///
    /// - Throws: ``StorageQuotaExceeded``, `DatabaseError`.
    package func check(_ tenant: TenantID) throws {
        if let found = roomy[tenant], .now - found < Self.validity { return }
        let standing = try standing(of: tenant)
        if let limit = standing.limit, let used = standing.used, used >= limit {
            throw StorageQuotaExceeded(limit: limit, used: used)
        }
        if roomy.count >= Self.tenantLimit { roomy = [:] }
        roomy[tenant] = .now
    }

    /// What a tenant keeps.
    package struct Standing: Sendable, Hashable {
        /// Nil: nobody has counted yet. Where no tenant has a limit, nobody does.
        package let used: Int?
        /// Nil: there is no limit.
        package let limit: Int?
        package let countedAt: Timestamp?
    }

    package func standing(of tenant: TenantID) throws -> Standing {
        let row = try database.first(
            """
            SELECT tenants.stored_bytes AS own,
                tenant_storage.run_bytes + tenant_storage.open_bytes + tenant_storage.document_bytes AS used,
                tenant_storage.counted_at AS counted_at
            FROM tenants LEFT JOIN tenant_storage ON tenant_storage.tenant_id = \(tenant)
            WHERE tenants.id = \(tenant)
            """)
        return Standing(
            used: try row?.optional("used"), limit: try row?.optional("own") ?? standard,
            countedAt: try row?.optional("counted_at"))
    }
}

/// The tenant keeps as many bytes as it may.
package struct StorageQuotaExceeded: Error, Sendable, Hashable {
    package let limit: Int
    package let used: Int
}
