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
    /// What it has of each rate limit, in percent; nil: all of it.
    package let ratePercent: Int?
    /// How many of its runs may begin on a day; nil: as the installation says.
    package let runsPerDay: Int?

    package var state: TenantState {
        if deleteAt != nil { return .deleting }
        return suspendedAt == nil ? .active : .suspended
    }

    static let columns: SQL = """
        tenants.id, tenants.name, tenants.created_at, tenants.revision, tenants.suspended_at,
        tenants.deletion_requested_at, tenants.delete_at, tenants.rate_percent,
        tenants.runs_per_day
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
        ratePercent = try row.optional("rate_percent")
        runsPerDay = try row.optional("runs_per_day")
    }
}
