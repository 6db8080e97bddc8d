import Foundation
import Testing

/// `docs/security-asvs.md` names tests that exist, and leaves no requirement out.
@Suite struct VerificationStandardTests {
    /// Requirements of levels 1 and 2 in the chapters that are looked at (OWASP ASVS 4.0.3).
    private static let sections: [String: ClosedRange<Int>] = [
        "2.1": 1...12, "2.2": 1...3, "2.3": 1...3, "2.4": 1...5, "2.5": 1...7, "2.6": 1...3, "2.7": 1...6, "2.8": 1...7,
        "2.9": 1...3, "2.10": 1...4, "3.1": 1...1, "3.2": 1...4, "3.3": 1...4, "3.4": 1...5, "3.5": 1...3, "3.7": 1...1,
        "4.1": 1...5, "4.2": 1...2, "4.3": 1...3, "5.1": 1...5, "5.2": 1...8, "5.3": 1...10, "5.4": 1...3, "5.5": 1...4,
        "7.1": 1...4, "7.2": 1...2, "7.3": 1...4, "7.4": 1...3, "8.1": 1...4, "8.2": 1...3, "8.3": 1...8, "13.1": 1...5,
        "13.2": 1...6, "13.3": 1...2, "13.4": 1...2,
    ]
    /// Of level 3, or taken out of the standard.
    private static let others: Set<String> = ["4.1.4", "7.3.2", "13.1.2", "13.2.4"]

    private struct Row {
        let id: String
        let state: String
        let text: String
    }

    private func rows() throws -> [Row] {
        let text = try String(
            contentsOfFile: "\(PackageDescription.packageRoot)/docs/security-asvs.md", encoding: .utf8)
        return text.matches(of: /(?m)^\| ([0-9.]+) \| ([^|]+) \| ([^|]+) \| (.+) \|$/).map { match in
            Row(id: String(match.1), state: String(match.3), text: String(match.4))
        }
    }

    @Test func `each requirement stands there once, with a state`() throws {
        let rows = try rows()
        let expected = Self.sections.flatMap { section, numbers in numbers.map { "\(section).\($0)" } }
            .filter { !Self.others.contains($0) }
        #expect(Set(rows.map(\.id)).symmetricDifference(expected).sorted() == [])
        #expect(rows.count == expected.count)
        for row in rows {
            #expect(["met", "open", "not applicable"].contains(row.state), "\(row.id): \(row.state)")
            #expect(row.state != "met" || row.text.contains(".swift"), "\(row.id): met, by which test?")
        }
    }

    @Test func `the tests that it names are there`() throws {
        var count = 0
        for row in try rows() {
            for match in row.text.matches(of: /`(Tests\/[A-Za-z\/]+\.swift)`(?:, `((?!Tests)[^`]+)`)?/) {
                count += 1
                let source = try? String(
                    contentsOfFile: "\(PackageDescription.packageRoot)/\(match.1)", encoding: .utf8)
                #expect(source?.contains("@Test") == true, "\(row.id): no test in \(match.1)")
                if let name = match.2 {
                    #expect(source?.contains("func `\(name)`") == true, "\(row.id): \(match.1) has no `\(name)`")
                }
            }
        }
        #expect(count > 50)
    }
}
