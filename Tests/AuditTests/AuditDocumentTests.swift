import Audit
import ChildProcess
import Database
import Foundation
import Identity
import JSON
import TestServers
import Testing
import TextEncodings

@Suite struct AuditDocumentTests {
    @Test func `the program checks a log that was cut, and says when it was cut by another`() throws {
        try AuditFixture.with { (audit) throws in
            for day in [40, 39, 38, 2, 1] {
                try audit.record(audit.entry(after: ["é": 1.5], at: .now + .seconds(-day * 86_400)))
                _ = try audit.appender.append(of: audit.tenant)
            }
            func check(_ start: String?) throws -> String {
                let export = try audit.all().map { $0.json.text + "\n" }.joined()
                let guide = try String(contentsOfFile: "\(TestServers.packageRoot)/docs/audit.md", encoding: .utf8)
                let program = try #require(guide.firstMatch(of: /```python\n([\s\S]*?)```/)).1
                let (_, output, error) = try ChildProcess.run(
                    "python3", ["-c", String(program), "\(audit.tenant)"] + (start.map { [$0] } ?? []),
                    input: Array(export.utf8), limit: .seconds(30))
                return String(decoding: output + error, as: UTF8.self)
            }
            #expect(try check(nil) == "5 entries, unchanged\n")
            let all = try audit.all()
            #expect(try AuditRetentionStore(database: audit.database).deleteEntries(olderThan: 30).deleted == 3)
            #expect(try check("3:\(Hexadecimal.encode(all[2].hash))") == "3 entries, unchanged\n")
            #expect(try check(nil) == "entry 4 is not what was appended\n")
            try audit.database.execute("DELETE FROM audit_log WHERE seq = 4")
            #expect(try check("4:\(Hexadecimal.encode(all[3].hash))").hasPrefix("the log tells of another beginning"))
        }
    }

    @Test func `every action is documented, and no other`() throws {
        let text = try String(contentsOfFile: "\(TestServers.packageRoot)/docs/audit.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
            $0.split(separator: "|").first
        }
        let actions = rows.flatMap { row in row.matches(of: /`([a-z_.]+)`/).map { String($0.1) } }
        #expect(actions.sorted() == AuditAction.allCases.map(\.rawValue).sorted())
    }
}
