import Database
import Identity
import JSON
import TestServers
import Testing

@testable import Tenants

@Suite struct TenantExportTests {
    private static let all = Grants(.all)

    /// All items, in pages.
    private func items(
        _ database: Database, of tenant: TenantID, limit: Int, permitting grants: Grants = all
    ) throws -> [JSON] {
        var items: [JSON] = []
        var cursor: TenantExportCursor?
        repeat {
            let page = try TenantExport(database: database).page(
                of: tenant, limit: limit, after: cursor, permitting: grants)
            #expect(page.items.count <= limit)
            items += page.items
            // As a client sends it back.
            cursor = try page.next.map { try #require(TenantExportCursor($0.text)) }
        } while cursor != nil
        return items
    }

    private func insertRuns(_ count: Int, of caller: Caller, input: String = #"{"a": [1.5]}"#, _ database: Database)
        throws
    {
        for number in 0..<count {
            let run = SessionID()
            try database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                VALUES (\(caller.tenant), \(run), \(run), 'pending', \(input), \(caller.user), UTC_TIMESTAMP(6))
                """)
            for seq in 0..<3 {
                try database.execute(
                    """
                    INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
                    VALUES (\(run), \(seq), \(caller.tenant), 1, \("{\"n\": \(number)}"), UTC_TIMESTAMP(6))
                    """)
            }
            try database.execute(
                """
                INSERT INTO usage_records (
                    run_id, seq, tenant_id, task_ordinal, model, input_tokens, output_tokens, cost, created_at
                ) VALUES (\(run), 0, \(caller.tenant), 0, 'm', 1, 1, 0.000123, '2026-11-26 00:00:00')
                """)
            try database.execute(
                """
                INSERT INTO event_subscriptions (tenant_id, run_id, ordinal, filter_no, type)
                VALUES (\(caller.tenant), \(run), 1, 0, 't'), (\(caller.tenant), \(run), 1, 1, 't'),
                    (\(caller.tenant), \(run), 2, 0, 't')
                """)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 500])
    func `every row comes once, whatever the pages, and none of others`(limit: Int) throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            let other = try TestSession.insert(.admin, into: database)
            try insertRuns(5, of: caller, database)
            try insertRuns(2, of: other, database)
            let items = try items(database, of: caller.tenant, limit: limit)
            #expect(Set(items.map(\.text)).count == items.count)
            let counts = Dictionary(grouping: items) { $0["table"]?.string ?? "" }.mapValues(\.count)
            #expect(
                counts == [
                    "runs": 5, "journal": 15, "usage_records": 5, "event_subscriptions": 15, "sessions": 1,
                    "members": 1,
                ])
            let run = try #require(items.first { $0["table"] == "runs" }?["row"])
            #expect(run["input"]?.text == #"{"a":[1.5]}"#)
            let member = try #require(items.first { $0["table"] == "members" }?["row"])
            #expect(member["email"]?.string == "\(caller.user)@example.com")
            #expect(items.first { $0["table"] == "usage_records" }?["row"]?["cost"] == "0.000123000")
        }
    }

    @Test func `a page has an end where its rows are large`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            let large = "\"" + String(repeating: "x", count: TenantExport.byteLimit / 2) + "\""
            try insertRuns(3, of: caller, input: large, database)
            try database.execute("DELETE FROM journal")
            let export = TenantExport(database: database)
            var cursor: TenantExportCursor?
            var pages: [Int] = []
            repeat {
                let page = try export.page(of: caller.tenant, after: cursor, permitting: Self.all)
                pages.append(page.items.filter { $0["table"] == "runs" }.count)
                cursor = page.next
            } while cursor != nil
            #expect(pages.reduce(0, +) == 3 && pages.max() == 1, "\(pages)")
        }
    }

    @Test func `what somebody may not read is left out, and payloads are hidden`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            try insertRuns(1, of: caller, database)
            let grants = Grants([Permission(.read, .runs), Permission(.read, .agents)])
            let items = try items(database, of: caller.tenant, limit: 10, permitting: grants)
            #expect(Set(items.map { $0["table"] }) == ["runs", "journal", "usage_records", "event_subscriptions"])
            #expect(items.first { $0["table"] == "runs" }?["row"]?["input"] == .null)
            #expect(items.first { $0["table"] == "journal" }?["row"]?["entry"] == .null)
            let leftOut = TenantExport.leftOut(for: grants)
            #expect(leftOut.payloads && leftOut.tables.contains("members") && !leftOut.tables.contains("agents"))
        }
    }

    @Test(arguments: ["", "x", "bm9uZQ", "WyJub25lIl0", "WyJydW5zIiwieDEiXQ", "WyJqb3VybmFsIiwiaTEiXQ"])
    func `what no export answered is no cursor`(text: String) {
        #expect(TenantExportCursor(text) == nil)
    }
}
