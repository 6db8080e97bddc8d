import Testing
import Workflows

struct SemanticVersionTests {
    /// Each lower than the next: the example of semver.org, and numbers beyond 64 bits.
    static let ascending = [
        "0.0.1", "0.9.0", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
        "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0-rc-1", "1.0.0", "1.0.0+build", "1.0.0+build.2", "1.0.1", "2.0.0",
        "10.0.0", "99999999999999999999.0.0",
    ]

    @Test func `Versions have the order of semver.org`() throws {
        let versions = try Self.ascending.map { try #require(SemanticVersion($0)) }
        for (low, left) in versions.enumerated() {
            for (high, right) in versions.enumerated() {
                #expect((left < right) == (low < high), "\(left) < \(right)")
                #expect((left == right) == (low == high), "\(left) == \(right)")
            }
        }
    }

    @Test func `What the database compares has the same order`() throws {
        let versions = try Self.ascending.map { try #require(SemanticVersion($0)) }
        for (left, right) in zip(versions, versions.dropFirst()) {
            #expect(left.precedence.lexicographicallyPrecedes(right.precedence), "\(left) < \(right)")
        }
        let longest = try #require(SemanticVersion("1.0.0-" + Array(repeating: "a", count: 61).joined(separator: ".")))
        #expect(longest.precedence.count <= 400)
    }

    @Test(
        "What is no version is refused",
        arguments: [
            "", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.-1", "1.0.0-", "1.0.0-a..b", "1.0.0-01", "1.0.0+",
            "1.0.0+a_b",
            " 1.0.0", "1.0.0\n", "1.0.0-ä", "１.0.0", "1.0.0+a+b", "1.0." + String(repeating: "9", count: 200),
        ])
    func refusal(text: String) {
        #expect(SemanticVersion(text) == nil)
    }

    @Test("A version is written as it was read", arguments: ["1.0.0-0a.-", "1.0.0--1", "1.0.0-a+001", "1.2.3"])
    func roundTrip(text: String) throws {
        #expect(try #require(SemanticVersion(text)).description == text)
    }
}
