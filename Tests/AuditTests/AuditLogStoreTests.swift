import Audit
import Database
import Identity
import JSON
import TestServers
import Testing

@Suite struct AuditLogStoreTests {
    @Test func `filters find what fits all of them`() throws {
        try AuditFixture.with { (audit) throws in
            let start = Timestamp("2026-11-01T00:00:00Z") ?? .now
            let all: [(AuditAction, AuditTarget)] = [
                (.startRun, AuditTarget(.run, "a")), (.cancelRun, AuditTarget(.run, "b")),
                (.putSecret, AuditTarget(.secret, "a")), (.logOut, AuditTarget(.session, "s")),
            ]
            for (hour, (action, target)) in all.enumerated() {
                try audit.record(audit.entry(action, target, at: start + .seconds(hour * 3_600)))
            }
            let other = AuditEntry(
                .startRun, AuditTarget(.run, "c"), by: AuditActor(kind: .user, id: UserID()),
                from: AuditOrigin(address: nil, userAgent: nil, requestID: nil), at: start + .seconds(5 * 3_600))
            try audit.record(other)
            _ = try audit.appender.append(of: audit.tenant)
            func found(_ change: (inout AuditFilter) -> Void) throws -> [Int] {
                var filter = AuditFilter()
                change(&filter)
                return try audit.log.list(filter, limit: 100, in: audit.tenant).entries.map(\.seq)
            }
            #expect(try found { _ in } == [5, 4, 3, 2, 1])
            #expect(try found { $0.actor = audit.user } == [4, 3, 2, 1])
            #expect(try found { $0.action = "run.start" } == [5, 1])
            #expect(try found { $0.actionPrefix = "run." } == [5, 2, 1])
            #expect(try found { $0.actionPrefix = "run" } == [5, 2, 1])
            #expect(try found { $0.targetKind = "run" } == [5, 2, 1])
            #expect(
                try found {
                    $0.targetKind = "run"
                    $0.targetName = "a"
                } == [1])
            #expect(
                try found {
                    $0.from = start + .seconds(3_600)
                    $0.to = start + .seconds(3 * 3_600)
                } == [3, 2])
            #expect(try audit.log.list(AuditFilter(), limit: 100, in: audit.stranger).entries.isEmpty)
        }
    }

    @Test func `a look at some hours reads no more than those, and misses nothing`() throws {
        try AuditFixture.with { (audit) throws in
            let start = Timestamp("2026-11-01T00:00:00Z") ?? .now
            // An entry every ten minutes; each third one stands nine minutes too late.
            let (count, minute) = (1_500, 60)
            let times = (0..<count).map { start + .seconds(($0 * 10 - ($0 % 3 == 0 ? 29 : 0)) * minute) }
            try audit.database.transaction { _ in
                for number in 0..<count {
                    let id = AuditEntryID(at: start + .seconds(number * 10 * minute))
                    let entry = audit.entry(after: nil)
                    try audit.record(
                        AuditEntry(
                            id: id, at: times[number], action: entry.action, outcome: entry.outcome, actor: entry.actor,
                            targetKind: entry.targetKind, targetName: entry.targetName, origin: entry.origin,
                            before: nil, after: nil))
                }
            }
            while try audit.appender.append(of: audit.tenant).count > 0 {}
            func rowsRead() throws -> Int {
                try audit.database.query("SHOW SESSION STATUS LIKE 'Handler\\_read\\_%'").reduce(0) { sum, row in
                    sum + (Int(try row.get("Value", as: String.self)) ?? 0)
                }
            }
            // There is nothing an hour before the first year, nor after the last.
            var all = AuditFilter()
            (all.from, all.to) = (Timestamp("0000-01-01T00:00:01Z"), Timestamp("9999-12-31T23:59:59Z"))
            #expect(try audit.log.list(all, limit: 10, in: audit.tenant).entries.count == 10)
            for hours in [0, 5, 100, 249] {
                for order in AuditLogStore.Order.allCases {
                    var filter = AuditFilter()
                    let (from, to) = (
                        start + .seconds(hours * 60 * minute), start + .seconds((hours + 2) * 60 * minute)
                    )
                    (filter.from, filter.to) = (from, to)
                    let before = try rowsRead()
                    let page = try audit.log.list(filter, order: order, limit: 100, in: audit.tenant)
                    let read = try rowsRead() - before
                    let expected = (0..<count).filter { times[$0] >= from && times[$0] < to }
                    #expect(page.entries.map(\.seq).sorted() == expected.map { $0 + 1 })
                    #expect(!page.entries.isEmpty && read < 150, "\(hours), \(order): \(read)")
                }
            }
        }
    }

    @Test(arguments: AuditLogStore.Order.allCases) func `pages hold each entry once`(order: AuditLogStore.Order) throws
    {
        try AuditFixture.with { (audit) throws in
            try audit.fill(23)
            var seqs: [Int] = []
            var last: Int?
            repeat {
                let page = try audit.log.list(AuditFilter(), order: order, limit: 5, after: last, in: audit.tenant)
                seqs += page.entries.map(\.seq)
                last = page.hasMore ? page.entries.last?.seq : nil
            } while last != nil
            #expect(seqs == (order == .oldest ? Array(1...23) : (1...23).reversed()))
        }
    }

    @Test func `a page keeps to its bytes`() throws {
        try AuditFixture.with { (audit) throws in
            let state: JSON = ["text": .string(String(repeating: "x", count: 32_000))]
            for _ in 0..<150 { try audit.record(audit.entry(before: state, after: state)) }
            while try audit.appender.append(of: audit.tenant).count > 0 {}
            let page = try audit.log.list(AuditFilter(), limit: 500, in: audit.tenant)
            #expect(page.hasMore)
            #expect(page.entries.count == AuditLogStore.pageBytes / (2 * state.text.utf8.count))
        }
    }

    @Test(
        arguments: [
            ("=1+1", "'=1+1"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("a\r\nb", "\"a\r\nb\""), ("\n=1", "\"'\n'=1\""), ("a=b", "a=b"),
            // Where another character than the comma separates, a cell is several.
            ("x;=1+1", "x;'=1+1"), ("x\t=1", "x\t'=1"), ("x\r\n=1", "\"x\r\n'=1\""),
            ("x; \"=1\"", "\"x; \"\"'=1\"\"\""),
            ("x;y=1", "x;y=1"), ("1-2; 3", "1-2; 3"),
        ])
    func `CSV quotes, and no cell is a formula`(text: String, cell: String) throws {
        let entry = AuditEntry(
            .putSecret, AuditTarget(.secret, "s"), by: .anonymous,
            from: AuditOrigin(address: nil, userAgent: text, requestID: "r"))
        let line = AuditCSV.line(of: ChainedEntry(entry, seq: 1, after: ChainedEntry.noHash, in: TenantID()))
        #expect(line.contains(",secret,s,,\(cell),r,,,"), "\(line)")
        #expect(line.hasSuffix("\r\n"))
    }
}
