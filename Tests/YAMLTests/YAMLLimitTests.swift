import JSON
import Testing
import YAML

@Test func `aliases that would repeat too much are an error, not memory`() throws {
    // Nine levels of nine: a billion of the innermost value.
    var text = "a0: &a0 lol\n"
    for level in 1...9 {
        text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let error = try #require(throws: YAMLError.self) { try YAML.parse(text.utf8) }
    #expect(error.message == "the document's aliases repeat more than 1000000 values and bytes")
}

@Test func `aliases of one long text count its bytes`() throws {
    let text = "a: &a " + String(repeating: "x", count: 200_000) + "\nb: [*a, *a, *a, *a]\nc: *a\n"
    #expect(throws: YAMLError.self) { try YAML.parse(text.utf8) }
    #expect(try YAML.parse(text.split(separator: "\n").dropLast().joined(separator: "\n").utf8).value["b"]?[3] != nil)
}

@Test(arguments: ["[", "{a: ", "- "])
func `nesting has a limit`(opening: String) throws {
    let deep = String(repeating: opening, count: YAML.nestingLimit + 1) + "x"
    let error = try #require(throws: YAMLError.self) { try YAML.parse(deep.utf8) }
    #expect(error.message == "nested deeper than 200 levels")
    #expect(throws: YAMLError.self) { try YAML.parse(String(repeating: opening, count: 100_000).utf8) }
}

@Test func `aliases cannot nest deeper than the limit`() throws {
    let half = String(repeating: "[", count: 120) + String(repeating: "]", count: 120)
    let nested = String(repeating: "[", count: 100) + "*a" + String(repeating: "]", count: 100)
    let error = try #require(throws: YAMLError.self) { try YAML.parse("a: &a \(half)\nb: \(nested)".utf8) }
    #expect(error.message == "nested deeper than 200 levels")
    #expect(try YAML.parse("a: &a \(half)\nb: [*a]".utf8).value["b"]?[0] != nil)
}
