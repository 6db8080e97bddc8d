package import Identity

/// A table with rows of tenants: how they are deleted, and what of them is exported.
package struct TenantTable: Sendable, Hashable {
    /// How the rows of a tenant are found that are to be deleted.
    enum Finding: Sendable, Hashable {
        /// By their tenant.
        case byTenant
        /// With the runs that they belong to, since no index leads to them by their tenant.
        case byRun
        /// The runs themselves, which go last of these.
        case asRuns
        /// The members, with the people who belong to no other tenant.
        case asMembers
        /// Not at all: they are of no use without the tenant, end within minutes, and are swept like those of others.
        case notBeforeTheyExpire
    }

    /// `DELETE FROM …`, without a condition.
    let deletion: String
    let finding: Finding
    /// The rest of the primary key, where its first column is the tenant.
    let key: [String]
    /// What whoever exports it may do; nil: nothing of it is exported.
    package let permission: Permission?
    /// What is exported.
    let columns: [String]
    /// What never is: secrets, what proves who somebody is, and what is made of the rest.
    let withheld: [String]
    /// What only those get who may read payloads.
    let payloads: Set<String>
    /// Those of them with which runs go on, and out of which nothing is masked.
    let raw: Set<String>
    /// What holds JSON.
    let json: Set<String>

    init(
        _ deletion: String, found finding: Finding = .byTenant, key: [String], read permission: Permission? = nil,
        columns: [String] = [], withheld: [String] = [], payloads: Set<String> = [], raw: Set<String> = [],
        json: Set<String> = []
    ) {
        self.deletion = deletion
        self.finding = finding
        self.key = key
        self.permission = permission
        self.columns = columns
        self.withheld = withheld
        self.payloads = payloads
        self.raw = raw
        self.json = json
    }

    package var name: String { String(deletion.dropFirst(Self.verb.count)) }

    static let verb = "DELETE FROM "
}

/// A table with rows of people.
struct UserTable: Sendable, Hashable {
    /// `DELETE FROM …`, without a condition.
    let deletion: String

    init(_ deletion: String) {
        self.deletion = deletion
    }

    var name: String { String(deletion.dropFirst(TenantTable.verb.count)) }
}
