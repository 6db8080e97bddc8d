import Audit
import Foundation
import TestServers
import Testing

@Suite struct AuditDocumentTests {
    @Test func `every action is documented, and no other`() throws {
        let text = try String(contentsOfFile: "\(TestServers.packageRoot)/docs/audit.md", encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
            $0.split(separator: "|").first
        }
        let actions = rows.flatMap { row in row.matches(of: /`([a-z_.]+)`/).map { String($0.1) } }
        #expect(actions.sorted() == AuditAction.allCases.map(\.rawValue).sorted())
    }
}
