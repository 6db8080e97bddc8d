import Database
import Identity
import JSON
import Workflows

@testable import Runs

/// Tenants with a workflow each, on one database.
struct ClaimingTenants {
    let fixture: RunFixture
    let workflows: [WorkflowVersion]
    let ids: [TenantID]

    init(_ count: Int, _ fixture: RunFixture) throws {
        self.fixture = fixture
        ids = (0..<count).map { _ in TenantID() }
        workflows = try ids.map { try fixture.deploy(tenant: $0) }
    }

    func start(_ count: Int, of tenant: Int) throws {
        for _ in 0..<count {
            _ = try fixture.runs.start(workflows[tenant], input: [:], by: fixture.user, in: ids[tenant])
        }
    }

    func limit(_ tenant: Int, to runs: Int) throws {
        try fixture.database.execute(
            """
            INSERT INTO tenant_policies (tenant_id, revision, outbound_allow, processes, concurrent_runs, updated_at,
            updated_by) VALUES (\(ids[tenant]), 1, '[]', '', \(runs), UTC_TIMESTAMP(6), \(fixture.user))
            """)
    }

    /// How many of each tenant are among the claims.
    func counts(_ claims: [RunClaim]) -> [Int] {
        ids.map { id in claims.count { $0.tenant == id } }
    }
}
