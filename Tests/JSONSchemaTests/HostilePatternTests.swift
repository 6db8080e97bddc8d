import JSON
import JSONSchema
import Testing
import Threads

/// Patterns and texts that make `std::regex` need exponential time, or a stack frame for each character.
@Suite struct HostilePatternTests {
    private static let longest = String(repeating: "a", count: JSONSchema.matchedTextLimit - 1)

    /// Each takes all states that a pattern may have, or nearly.
    private static let patterns = [
        "^(a?){100}a{100}$", "^(((((((((a*)*)*)*)*)*)*)*)*)*$", "^(?:a|aa|aaa|aaaa)+b$", "(?:.*a){100}b",
        "^(?=(a+)+b)a",
        "(?:" + String(repeating: "a|", count: 400) + "b)*c",
    ]

    @Test(arguments: patterns)
    func `end in time, on a thread of the worker`(pattern: String) throws {
        let schema = try JSONSchema(["pattern": .string(pattern)])
        let clock = ContinuousClock()
        let time = clock.measure {
            // Not a thread of the tests, which may have another stack.
            SystemThread { _ = schema.issues(.string(Self.longest + "!")) }.join()
        }
        #expect(time < .seconds(5))
    }

    @Test func `text counts more often where a pattern is large`() throws {
        let small = try JSONSchema(["pattern": "^(?:a|b)*$"])
        #expect(small.issues(.string(Self.longest)).isEmpty)
        let large = try JSONSchema(["pattern": "^(?:(?:a|b){1,100})*$"])
        #expect(large.issues(.string(String(repeating: "a", count: 1_000))).isEmpty)
        #expect(large.issues(.string(Self.longest)).map(\.message).contains { $0.contains("large patterns") })
    }

    @Test func `a long text is refused at once`() throws {
        let schema = try JSONSchema(["pattern": "(a+)+b"])
        let text = JSON.string(String(repeating: "a", count: 10_000_000))
        #expect(schema.issues(text).map(\.message).contains { $0.contains("\(JSONSchema.matchedTextLimit) bytes") })
    }
}
