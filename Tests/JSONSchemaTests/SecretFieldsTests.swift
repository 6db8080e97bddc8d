import JSON
import Testing

@testable import JSONSchema

@Suite struct SecretFieldsTests {
    private func shown(_ value: JSON, _ schema: JSON) throws -> JSON {
        try #require(SecretFields(schema)).conceal(value, with: "***").shown
    }

    private static let secret: JSON = ["type": "string", "writeOnly": true]

    @Test func `fields with writeOnly or the format password are concealed, of whatever type, and nothing else`() throws
    {
        let schema: JSON = [
            "type": "object",
            "properties": [
                "user": ["type": "string"], "password": ["format": "password"], "pin": ["writeOnly": true],
                "off": ["writeOnly": false], "writeOnly": ["type": "boolean"],
            ],
        ]
        let value: JSON = ["user": "ada", "password": "x", "pin": 7, "off": "o", "writeOnly": true, "more": [1]]
        let (shown, secrets) = try #require(SecretFields(schema)).conceal(value, with: "***")
        #expect(
            shown == ["user": "ada", "password": "***", "pin": "***", "off": "o", "writeOnly": true, "more": [1]])
        #expect(secrets == ["x", 7])
        #expect(try self.shown(["pin": nil], schema) == ["pin": "***"])
        #expect(try self.shown(["pin": ["a": [1, 2]]], schema) == ["pin": "***"])
        #expect(try self.shown("no object", schema) == "no object")
        #expect(try self.shown(["a": 1], ["writeOnly": true]) == "***")
    }

    @Test func `a schema that marks nothing has none`() {
        #expect(SecretFields(true) == nil)
        #expect(SecretFields(["properties": ["writeOnly": ["type": "string"], "a": ["format": "date"]]]) == nil)
        // Nothing leads to it.
        #expect(SecretFields(["$defs": ["a": Self.secret]]) == nil)
        // What a value may be is no schema.
        #expect(SecretFields(["enum": [["writeOnly": true]], "default": ["writeOnly": true]]) == nil)
    }

    @Test(
        arguments: [
            ["properties": ["a": ["properties": ["b": secret]]]],
            ["properties": ["a": ["$ref": "#/$defs/login"]], "$defs": ["login": ["properties": ["b": secret]]]],
            [
                "properties": ["a": ["$ref": "#/definitions/a~1b%20c"]],
                "definitions": ["a/b c": ["properties": ["b": secret]]],
            ],
            ["allOf": [["required": ["a"]], ["properties": ["a": ["properties": ["b": secret]]]]]],
            ["anyOf": [["properties": ["a": ["oneOf": [true, ["properties": ["b": secret]]]]]]]],
            ["if": ["required": ["c"]], "then": [:], "else": ["properties": ["a": ["properties": ["b": secret]]]]],
            ["dependencies": ["c": ["properties": ["a": ["properties": ["b": secret]]]], "d": ["a"]]],
            ["additionalProperties": ["patternProperties": ["^b$": secret]]],
            ["$ref": "#/$defs/tree", "$defs": ["tree": ["properties": ["a": ["$ref": "#/$defs/tree"], "b": secret]]]],
        ] as [JSON])
    func `nested schemas, references, combinations and conditions are looked through`(_ schema: JSON) throws {
        #expect(try shown(["a": ["b": "s", "c": 1], "z": 2], schema) == ["a": ["b": "***", "c": 1], "z": 2])
    }

    @Test func `elements of arrays are concealed by their places`() throws {
        let item: JSON = ["properties": ["b": Self.secret]]
        let value: JSON = [["b": "s"], ["b": "s", "c": 1], 3]
        #expect(try shown(value, ["items": item]) == [["b": "***"], ["b": "***", "c": 1], 3])
        #expect(try shown(value, ["contains": item]) == [["b": "***"], ["b": "***", "c": 1], 3])
        #expect(try shown(value, ["items": [true, item]]) == [["b": "s"], ["b": "***", "c": 1], 3])
        #expect(
            try shown(value, ["items": [true], "additionalItems": item]) == [["b": "s"], ["b": "***", "c": 1], 3])
    }

    @Test func `patterns and other members take the names that they take in a check`() throws {
        let schema: JSON = [
            "properties": ["known": true], "patternProperties": ["^x-": ["type": "string"]],
            "additionalProperties": Self.secret,
        ]
        #expect(
            try shown(["known": 1, "x-a": 2, "other": 3], schema) == ["known": 1, "x-a": 2, "other": "***"])
    }

    @Test func `what takes too many steps to look through is secret as a whole`() throws {
        // A few references that lead to each other twice would take 2^64 steps, if each was followed each time.
        let defs = (0..<64).map { number in
            (
                "d\(number)",
                ["allOf": [["$ref": .string("#/$defs/d\(number + 1)")], ["$ref": .string("#/$defs/d\(number + 1)")]]]
                    as JSON
            )
        }
        var named = JSONObject(defs) { first, _ in first }
        named["d64"] = ["properties": ["b": Self.secret]]
        let schema: JSON = ["$ref": "#/$defs/d0", "$defs": .object(named)]
        #expect(try shown(["b": "s", "c": 1], schema) == ["b": "***", "c": 1])
        let list = JSON.array(Array(repeating: ["b": "s", "c": 1], count: 20_000))
        let each: JSON = ["items": ["$ref": "#/$defs/d0"], "$defs": .object(named)]
        let last = try #require(shown(list, each).array?.last)
        #expect(last == "***")
    }

    @Test func `many patterns for many names are too many steps`() throws {
        let patterns = (0..<200).map { ("^x\($0)$", true as JSON) }
        let schema: JSON = [
            "properties": [
                "a": ["patternProperties": .object(JSONObject(patterns) { first, _ in first })], "b": Self.secret,
            ],
            "additionalProperties": ["patternProperties": ["^key$": Self.secret]],
        ]
        #expect(try shown(["a": ["x1": 1, "y": 2], "b": "s"], schema) == ["a": ["x1": 1, "y": 2], "b": "***"])
        let marking: JSON = [
            "patternProperties": .object(
                JSONObject(patterns.map { ($0.0, Self.secret) }) { first, _ in first })
        ]
        let few = JSONObject((0..<10).map { ("y\($0)", 1) }) { first, _ in first }
        #expect(try shown(.object(few), marking) == .object(few))
        let many = JSONObject((0..<10_000).map { ("y\($0)", 1) }) { first, _ in first }
        #expect(try shown(.object(many), marking) == "***")
        // A long name takes longer.
        let long = JSONObject((0..<100).map { (String(repeating: "y", count: 4_000) + "\($0)", 1) }) { first, _ in first
        }
        #expect(try shown(.object(long), marking) == "***")
    }

    @Test func `a name by which the schema leads to a mark stays, and others that become equal are numbered`() throws {
        let schema: JSON = ["properties": ["key": Self.secret], "patternProperties": ["^key-": Self.secret]]
        let fields = try #require(SecretFields(schema))
        func mapped(_ value: JSON) -> JSON {
            fields.map(
                value, rest: { $0 == "key" || $0 == "key-1" || $0.string?.hasPrefix("one") == true ? "***" : $0 }
            ) { $0 }
        }
        #expect(mapped(["key": "s", "key-1": "t", "note": "key"]) == ["key": "s", "key-1": "t", "note": "***"])
        #expect(
            mapped(["one 1": 1, "one 2": 2, "*** (2)": 3, "one 3": 4])
                == ["***": 1, "*** (3)": 2, "*** (2)": 3, "*** (4)": 4])
    }

    @Test func `what is marked and the rest are mapped apart`() throws {
        let fields = try #require(SecretFields(["properties": ["a": Self.secret]]))
        let mapped = fields.map(["a": "s", "b": ["s", 1]], rest: { $0 == "s" ? "rest" : $0 }) { _ in "marked" }
        #expect(mapped["a"] == "marked")
        #expect(fields.map(["a": "s", "b": "s"], rest: { $0 == "s" ? "rest" : $0 }) { $0 } == ["a": "s", "b": "rest"])
    }
}
