import Database
import TestServers
import Testing

@testable import Tenants

/// The list of tables says what the schema says.
@Suite struct TenantTableTests {
    private struct Schema {
        /// The columns of each table, and its primary key.
        var columns: [String: Set<String>] = [:]
        var keys: [String: [String]] = [:]

        init(_ database: Database) throws {
            let rows = try database.query(
                """
                SELECT table_name AS name, column_name AS part FROM information_schema.columns
                WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position
                """)
            for row in rows { columns[try row.get("name"), default: []].insert(try row.get("part")) }
            let parts = try database.query(
                """
                SELECT table_name AS name, column_name AS part FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND index_name = 'PRIMARY' ORDER BY table_name, seq_in_index
                """)
            for row in parts { keys[try row.get("name"), default: []].append(try row.get("part")) }
        }
    }

    @Test func `every table with rows of tenants has its place, with each of its columns`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let schema = try Schema(Database(configuration))
            let ofTenants = Set(schema.columns.filter { $0.value.contains("tenant_id") }.keys)
            #expect(Set(TenantTable.all.map(\.name)).union(TenantTable.kept) == ofTenants)
            #expect(TenantTable.all.count == Set(TenantTable.all.map(\.name)).count)
            for table in TenantTable.all {
                let told = table.columns + table.withheld + ["tenant_id"]
                let known = try #require(schema.columns[table.name])
                #expect(Set(told) == known, "\(table.name): say of each column whether it is exported")
                #expect(told.count == Set(told).count)
                #expect(table.key == schema.keys[table.name]?.filter { $0 != "tenant_id" }, "\(table.name)")
                #expect(table.payloads.union(table.json).isSubset(of: table.columns), "\(table.name)")
                #expect((table.permission == nil) == table.columns.isEmpty, "\(table.name)")
                #expect(
                    table.columns.isEmpty || Set(table.key).isSubset(of: table.columns),
                    "\(table.name): its key is lost")
                let isFound = table.finding == .byTenant || table.finding == .asRuns || table.finding == .asMembers
                if isFound {
                    #expect(schema.keys[table.name]?.first == "tenant_id" || Self.indexed.contains(table.name))
                } else {
                    #expect(schema.columns[table.name]?.contains("run_id") == true || Self.passing.contains(table.name))
                }
            }
        }
    }

    /// Tables whose rows expire within minutes.
    private static let passing: Set<String> = ["login_challenges", "provider_logins"]

    /// Tables that an index leads through by their tenant that is not their key.
    private static let indexed: Set<String> = ["refresh_tokens", "usage_records"]

    @Test func `every table with rows of people alone has its place`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let schema = try Schema(Database(configuration))
            let ofUsers = schema.columns.filter { $0.value.contains("user_id") && !$0.value.contains("tenant_id") }.keys
            #expect(Set(TenantTable.ofUsers.map(\.name)) == Set(ofUsers))
        }
    }

    @Test func `no secret and nothing that proves who somebody is stands in an export`() {
        for table in TenantTable.all {
            for column in table.columns {
                #expect(
                    !["hash", "cipher", "nonce", "token", "password", "key_id"].contains { column.contains($0) }
                        || table.name.hasPrefix("audit_")
                        || ["usage_records", "agent_versions", "api_key_uses"].contains(table.name),
                    "\(table.name).\(column)")
            }
        }
    }
}
