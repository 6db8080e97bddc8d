package import Database
package import Identity
internal import JSON

/// The agents of all tenants and their versions.
///
/// All methods throw ``DatabaseError``.
package struct AgentStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// What came of ``create(_:_:by:in:)``.
    package enum Creation: Sendable, Hashable {
        case created(AgentVersion)
        case nameTaken
    }

    /// There is no room for another agent, or version of one.
    package enum Limit: Error, Sendable, Hashable {
        case agents, versions
    }

    /// The most agents of a tenant.
    package static let agentLimit = 1_000
    /// The most versions of an agent.
    package static let versionLimit = 1_000

    /// Adds an agent with its first version.
    ///
    /// - Throws: also ``Limit``.
    package func create(
        _ name: String, _ settings: AgentSettings, by user: UserID, in tenant: TenantID
    ) throws -> Creation {
        let now = Timestamp.now
        let version = AgentVersion(
            agent: AgentID(at: now), name: name, version: 1, settings: settings, createdBy: user, createdAt: now)
        do {
            try database.transaction { database in
                try database.execute(
                    """
                    INSERT INTO agents (tenant_id, id, name, created_at)
                    VALUES (\(tenant), \(version.agent), \(name), \(now))
                    """)
                try Self.insert(version, in: tenant, database)
                let agents = try database.query("SELECT COUNT(*) AS count FROM agents WHERE tenant_id = \(tenant)")[0]
                    .get("count", as: Int.self)
                guard agents <= Self.agentLimit else { throw Limit.agents }
            }
        } catch let error as DatabaseError {
            guard case .duplicateKey(name: "agents_name") = error.kind else { throw error }
            return .nameTaken
        }
        return .created(version)
    }

    /// Adds the next version of an agent; nil where there is no such agent.
    ///
    /// - Parameter check: looks at the agent and the number of its latest version, and throws to keep it as it is.
    /// - Throws: also ``Limit``.
    package func addVersion(
        to name: String, _ settings: AgentSettings, by user: UserID, in tenant: TenantID,
        check: (AgentID, Int) throws -> Void = { _, _ in }
    ) throws -> AgentVersion? {
        try database.transaction { database in
            // The lock lets versions be added one after the other, so that each has a number of its own.
            guard
                let agent = try database.first(
                    "SELECT id FROM agents WHERE tenant_id = \(tenant) AND name = \(name) FOR UPDATE"
                )?.get("id", as: AgentID.self)
            else { return nil }
            let latest = try database.first(
                """
                SELECT version FROM agent_versions WHERE tenant_id = \(tenant) AND agent_id = \(agent)
                ORDER BY version DESC LIMIT 1
                """
            )?.get("version", as: Int.self)
            try check(agent, latest ?? 0)
            guard latest ?? 0 < Self.versionLimit else { throw Limit.versions }
            let version = AgentVersion(
                agent: agent, name: name, version: (latest ?? 0) + 1, settings: settings, createdBy: user,
                createdAt: .now)
            try Self.insert(version, in: tenant, database)
            return version
        }
    }

    /// The agents of a tenant, the one that was created last first.
    ///
    /// - Parameter last: the last agent of the page before; nil asks for the first page.
    package func list(limit: Int, after last: AgentID? = nil, in tenant: TenantID) throws -> [Agent] {
        let page: SQL = last.map { "AND a.id < \($0)" } ?? ""
        return try database.query(
            """
            SELECT a.id AS id, a.name AS name, v.version AS version, v.model AS model, a.created_at AS created_at
            FROM agents a JOIN agent_versions v ON v.tenant_id = a.tenant_id AND v.agent_id = a.id
            WHERE a.tenant_id = \(tenant) \(sql: page) AND v.version = (
                SELECT MAX(n.version) FROM agent_versions n WHERE n.tenant_id = a.tenant_id AND n.agent_id = a.id
            ) ORDER BY a.id DESC LIMIT \(limit)
            """
        ).map(Agent.init)
    }

    /// A version of an agent, without one its latest; nil where there is none.
    package func version(_ name: String, _ version: Int? = nil, in tenant: TenantID) throws -> AgentVersion? {
        // What is no name of an agent names none; the column takes ASCII only.
        guard AgentName.issue(name) == nil else { return nil }
        let wanted: SQL = version.map { "AND v.version = \($0)" } ?? ""
        return try database.first(
            """
            SELECT a.id AS agent_id, a.name AS name, v.version AS version, v.model AS model,
            v.instructions AS instructions, v.output_schema AS output_schema, v.temperature AS temperature,
            v.max_output_tokens AS max_output_tokens, v.created_by AS created_by, v.created_at AS created_at
            FROM agents a JOIN agent_versions v ON v.tenant_id = a.tenant_id AND v.agent_id = a.id
            WHERE a.tenant_id = \(tenant) AND a.name = \(name) \(sql: wanted) ORDER BY v.version DESC LIMIT 1
            """
        ).map(AgentVersion.init)
    }

    private static func insert(_ version: AgentVersion, in tenant: TenantID, _ database: Database) throws {
        let settings = version.settings
        try database.execute(
            """
            INSERT INTO agent_versions (tenant_id, agent_id, version, model, instructions, output_schema, temperature,
            max_output_tokens, created_by, created_at) VALUES (\(tenant), \(version.agent), \(version.version),
            \(settings.model), \(settings.instructions), \(settings.outputSchema?.text), \(settings.temperature),
            \(settings.maxOutputTokens), \(version.createdBy), \(version.createdAt))
            """)
    }
}
