internal import Database
package import Identity

/// A tenant as it stands in the database.
package struct TenantRecord: Sendable, Hashable {
    package let id: TenantID
    package let name: String
    package let createdAt: Timestamp
    /// 1, 2, 3 … with each change of its settings.
    package let revision: Int
    /// Nil: the operator does not keep it suspended.
    package let suspendedAt: Timestamp?
    /// Nil: nobody has asked for its deletion.
    package let deletionRequestedAt: Timestamp?
    /// From when on it is deleted, and cannot be brought back.
    package let deleteAt: Timestamp?
    /// What it may send other than others.
    package let rates: TenantRates
    /// How many of its runs may begin on a day; nil: as the installation says.
    package let runsPerDay: Int?
    /// How many bytes it may keep; nil: as the installation says.
    package let storedBytes: Int?

    package var state: TenantState {
        if deleteAt != nil { return .deleting }
        return suspendedAt == nil ? .active : .suspended
    }

    static let columns: SQL = """
        tenants.id, tenants.name, tenants.created_at, tenants.revision, tenants.suspended_at,
        tenants.deletion_requested_at, tenants.delete_at, tenants.rate_percent,
        tenants.runs_per_day, tenants.rate_overrides, tenants.requests_per_day, tenants.stored_bytes
        """

    /// From ``columns``.
    init(_ row: Row) throws(DatabaseError) {
        id = try row.get("id")
        name = try row.get("name")
        createdAt = try row.get("created_at")
        revision = try row.get("revision")
        suspendedAt = try row.optional("suspended_at")
        deletionRequestedAt = try row.optional("deletion_requested_at")
        deleteAt = try row.optional("delete_at")
        rates = TenantRates(
            percent: try row.optional("rate_percent"), overrides: try row.optional("rate_overrides"),
            requestsPerDay: try row.optional("requests_per_day"))
        runsPerDay = try row.optional("runs_per_day")
        storedBytes = try row.optional("stored_bytes")
    }
}
