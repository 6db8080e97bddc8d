import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaTests {
    @Test(arguments: [
        (["type": "string"], "a", 1), (["enum": ["bug", "fix"]], "bug", "other"), (["const": 3], 3, 4),
        (["minLength": 1, "maxLength": 2], "ab", "abc"), (["minimum": 2], 2, 1), (["maximum": 2], 2, 2.5),
        (["multipleOf": 3], 6, 7), (["required": ["a"]], ["a": 1], ["b": 1]),
        (["properties": ["a": ["type": "number"]]], ["a": 1], ["a": "1"]),
        (["additionalProperties": false, "properties": ["a": true]], ["a": 1], ["b": 1]),
        (["items": ["type": "integer"]], [1, 2], [1, "2"]), (["minItems": 1], [1], []), (["maxItems": 1], [1], [1, 2]),
        (["uniqueItems": true], [1, 2], [1, 1]), (["pattern": "^a+$"], "aa", "b"), (["not": ["type": "null"]], 1, nil),
        (["anyOf": [["type": "string"], ["type": "null"]]], nil, 1), (["oneOf": [["minimum": 1], ["maximum": 3]]], 0, 2),
        (["allOf": [["minimum": 1], ["maximum": 3]]], 2, 4),
        (["definitions": ["item": ["type": "string"]], "items": ["$ref": "#/definitions/item"]], ["a"], [1]),
        (["if": ["type": "string"], "then": ["minLength": 2]], "ab", "a"), (["contains": ["const": 1]], [2, 1], [2]),
    ] as [(JSON, JSON, JSON)])
    func `keyword`(schema: JSON, good: JSON, bad: JSON) throws {
        let schema = try JSONSchema(schema)
        #expect(schema.issues(good).isEmpty)
        #expect(!schema.issues(bad).isEmpty)
    }

    @Test func `issues say where`() throws {
        let schema = try JSONSchema(["properties": ["a/b": ["items": ["properties": ["c~": ["type": "string"]]]]]])
        let pointers = schema.issues(["a/b": [["c~": "x"], ["c~": 1]]]).map(\.pointer.description)
        #expect(pointers.contains("/a~1b/1/c~0"))
    }

    @Test func `issues do not repeat the value`() throws {
        let schema = try JSONSchema(["type": "object", "properties": ["a": ["type": "integer"]]])
        let issues = schema.issues(["a": "a secret"])
        #expect(!issues.isEmpty)
        #expect(!issues.contains { $0.message.contains("secret") })
    }

    @Test(arguments: [
        1, ["type": 7], ["type": "strnig"], ["properties": []], ["$ref": "#"], ["$ref": "#/nothing"],
        ["$ref": "https://example.com/schema.json"], ["a": ["$ref": "#/b"], "b": ["$ref": "#/a"]],
    ] as [JSON])
    func `what is no schema is refused`(schema: JSON) {
        #expect(throws: JSONSchemaError.self) { try JSONSchema(schema) }
    }

    @Test func `depth has a limit, and a schema may hold itself`() throws {
        func nested(_ levels: Int) -> JSON { (0..<levels).reduce(1) { inner, _ in .array([inner]) } }
        let schema = try JSONSchema(["items": ["$ref": "#"], "type": ["array", "integer"]])
        #expect(schema.issues(nested(JSONSchema.nestingLimit)).isEmpty)
        #expect(!schema.issues(nested(JSONSchema.nestingLimit + 1)).isEmpty)
        let deep: JSON = (0..<100).reduce(["type": "string"]) { inner, _ in ["items": inner] }
        #expect(throws: JSONSchemaError.self) { try JSONSchema(deep) }
    }
}
