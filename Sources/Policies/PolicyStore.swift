package import Database
package import Identity
internal import JSON
internal import OutboundRules

/// The policies of all tenants.
package struct PolicyStore {
    package let installation: InstallationPolicy
    private let database: Database

    package init(database: Database, installation: InstallationPolicy) {
        self.database = database
        self.installation = installation
    }

    /// What the workflows of a tenant may do now.
    package func policy(of tenant: TenantID) throws(DatabaseError) -> TenantPolicy {
        try state(of: tenant).policy
    }

    package func state(of tenant: TenantID) throws(DatabaseError) -> PolicyState {
        try state("SELECT \(sql: Self.columns) FROM tenant_policies WHERE tenant_id = \(tenant)", database)
    }

    /// Gives a tenant a policy of its own, in place of the one before.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Throws: `DatabaseError`.
    package func update(
        _ policy: TenantPolicy, by user: UserID, in tenant: TenantID, check: (PolicyState) throws -> Void = { _ in }
    ) throws -> PolicyState {
        try database.transaction { database in
            // The lock lets updates come one after the other.
            let current = try state(
                "SELECT \(sql: Self.columns) FROM tenant_policies WHERE tenant_id = \(tenant) FOR UPDATE", database)
            try check(current)
            let now = Timestamp.now
            let outbound = JSON.array(policy.outboundAllow.map { .string($0.description) }).text
            let processes = ProcessKind.allCases.filter(policy.processes.contains).map(\.rawValue)
                .joined(separator: ",")
            let revision = current.revision + 1
            try database.execute(
                """
                INSERT INTO tenant_policies (tenant_id, revision, outbound_allow, processes, concurrent_runs,
                lifecycle_events, require_second_factor, updated_at, updated_by) VALUES (\(tenant), \(revision), \(outbound), \(processes),
                \(policy.concurrentRuns), \(policy.lifecycleEvents.rawValue),
                \(policy.requireSecondFactor.rawValue), \(now), \(user))
                ON DUPLICATE KEY UPDATE revision = VALUES(revision), outbound_allow = VALUES(outbound_allow),
                processes = VALUES(processes), concurrent_runs = VALUES(concurrent_runs),
                lifecycle_events = VALUES(lifecycle_events),
                require_second_factor = VALUES(require_second_factor), updated_at = VALUES(updated_at),
                updated_by = VALUES(updated_by)
                """)
            return PolicyState(
                policy: policy.within(installation.ceiling), revision: revision, updatedAt: now, updatedBy: user)
        }
    }

    private static let columns: SQL =
        """
        revision, outbound_allow, processes, concurrent_runs, lifecycle_events, require_second_factor, updated_at,
        updated_by
        """

    private func state(_ query: SQL, _ database: Database) throws(DatabaseError) -> PolicyState {
        guard let row = try database.first(query) else {
            return PolicyState(policy: installation.standard, revision: 0, updatedAt: nil, updatedBy: nil)
        }
        let policy = TenantPolicy(
            outboundAllow: Self.destinations(try row.get("outbound_allow")),
            processes: Set(
                try row.get("processes", as: String.self).split(separator: ",")
                    .compactMap { ProcessKind(rawValue: String($0)) }),
            concurrentRuns: try row.optional("concurrent_runs"),
            lifecycleEvents: LifecycleEvents(rawValue: try row.get("lifecycle_events")) ?? .none,
            // What a newer version wrote is taken for the most.
            requireSecondFactor: SecondFactorRequirement(rawValue: try row.get("require_second_factor")) ?? .all)
        return PolicyState(
            policy: policy.within(installation.ceiling), revision: try row.get("revision"),
            updatedAt: try row.get("updated_at"), updatedBy: try row.get("updated_by"))
    }

    /// What this version does not understand allows nothing.
    private static func destinations(_ text: String) -> [AllowedDestination] {
        let entries = (try? JSON(parsing: text))?.array ?? []
        return entries.compactMap { $0.string.flatMap { try? AllowedDestination($0) } }
    }
}
