import Database
import Identity
import JSON
import TestServers
import Testing

@testable import Tenants

@Suite struct TenantExportTests {
    private static let all = Grants(.all)

    private static func unmasked(_ payload: RawPayload, _ version: [UInt8]) -> JSON {
        switch payload {
        case .input(let value), .journalled(let value): value
        }
    }

    /// All items, in pages.
    private func items(
        _ database: Database, of tenant: TenantID, limit: Int, permitting grants: Grants = all
    ) throws -> [JSON] {
        var items: [JSON] = []
        var cursor: TenantExportCursor?
        repeat {
            let page = try TenantExport(database: database).page(
                of: tenant, limit: limit, after: cursor, permitting: grants, showing: Self.unmasked)
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
                let page = try export.page(
                    of: caller.tenant, after: cursor, permitting: Self.all, showing: Self.unmasked)
                pages.append(page.items.filter { $0["table"] == "runs" }.count)
                cursor = page.next
            } while cursor != nil
            #expect(pages.reduce(0, +) == 3 && pages.max() == 1, "\(pages)")
        }
    }

    @Test func `rows of runs are found through the runs, also where many have none, and nothing is sorted`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            for _ in 0..<ExportedRuns.limit + 1 {
                let run = SessionID()
                try database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                    VALUES (\(caller.tenant), \(run), \(run), 'pending', '{}', \(caller.user), UTC_TIMESTAMP(6))
                    """)
            }
            try database.execute(
                """
                INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
                SELECT id, 0, tenant_id, 1, '{}', UTC_TIMESTAMP(6) FROM runs
                """)
            try database.execute(
                """
                INSERT INTO run_inbox (run_id, id, tenant_id, kind, ordinal, payload)
                SELECT id, id, tenant_id, 'event', 0, '{}' FROM runs ORDER BY id DESC LIMIT 1
                """)
            let counts = Dictionary(grouping: try items(database, of: caller.tenant, limit: 500)) {
                $0["table"]?.string ?? ""
            }.mapValues(\.count)
            let all = ExportedRuns.limit + 1
            #expect(counts["journal"] == all && counts["run_inbox"] == 1 && counts["runs"] == all, "\(counts)")
            let journal = try #require(TenantTable.all.first { $0.name == "journal" })
            let runs = try ExportedRuns(of: caller.tenant, from: nil, database)
            let selection = journal.selection(
                of: caller.tenant, in: runs.ids, after: [runs.ids[3], .integer(0)], limit: 10)
            let plan = try database.query("EXPLAIN SELECT journal.run_id \(sql: selection)")
            for row in plan {
                let extra: String = try row.optional("Extra") ?? ""
                #expect(!extra.contains("filesort") && !extra.contains("temporary"), "\(extra)")
            }
        }
    }

    @Test func `what a workflow marks secret is shown as somebody says who knows`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            try insertRuns(1, of: caller, database)
            let run: [UInt8] = try database.query("SELECT id FROM runs")[0].get("id")
            let page = try TenantExport(database: database).page(of: caller.tenant, permitting: Self.all) {
                (payload, version) in
                #expect(version == run)
                return switch payload {
                case .input(let value): ["shown": value]
                case .journalled: "***"
                }
            }
            #expect(page.items.first { $0["table"] == "runs" }?["row"]?["input"] == ["shown": ["a": [1.5]]])
            #expect(page.items.filter { $0["table"] == "journal" }.allSatisfy { $0["row"]?["entry"] == "***" })
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
