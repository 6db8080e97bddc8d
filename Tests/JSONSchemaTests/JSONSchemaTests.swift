import JSON
import JSONSchema
import Testing

@Suite struct JSONSchemaTests {
    @Test(
        arguments: [
            (["type": "string"], "a", 1), (["enum": ["bug", "fix"]], "bug", "other"), (["const": 3], 3, 4),
            (["minLength": 1, "maxLength": 2], "ab", "abc"), (["minimum": 2], 2, 1), (["maximum": 2], 2, 2.5),
            (["multipleOf": 3], 6, 7), (["required": ["a"]], ["a": 1], ["b": 1]),
            (["properties": ["a": ["type": "number"]]], ["a": 1], ["a": "1"]),
            (["additionalProperties": false, "properties": ["a": true]], ["a": 1], ["b": 1]),
            (["items": ["type": "integer"]], [1, 2], [1, "2"]), (["minItems": 1], [1], []),
            (["maxItems": 1], [1], [1, 2]),
            (["uniqueItems": true], [1, 2], [1, 1]), (["pattern": "^a+$"], "aa", "b"),
            (["not": ["type": "null"]], 1, nil),
            (["anyOf": [["type": "string"], ["type": "null"]]], nil, 1),
            (["oneOf": [["minimum": 1], ["maximum": 3]]], 0, 2),
            (["allOf": [["minimum": 1], ["maximum": 3]]], 2, 4),
            (["definitions": ["item": ["type": "string"]], "items": ["$ref": "#/definitions/item"]], ["a"], [1]),
            (["if": ["type": "string"], "then": ["minLength": 2]], "ab", "a"),
            (["contains": ["const": 1]], [2, 1], [2]),
            (["if": ["type": "string"], "else": ["minimum": 2]], 2, 1), (["exclusiveMinimum": 2], 3, 2),
            (["exclusiveMaximum": 2], 1, 2), (["multipleOf": 2], 4.0, 4.5), (["multipleOf": 0.01], 0.07, 0.075),
            (["minProperties": 1], ["a": 1], [:]), (["maxProperties": 1], ["a": 1], ["a": 1, "b": 2]),
            (["propertyNames": ["maxLength": 1]], ["a": 1], ["ab": 1]),
            (["additionalProperties": ["type": "string"]], ["a": "b"], ["a": 1]),
            (["items": [["type": "integer"]], "additionalItems": false], [1], [1, 2]),
            (["dependencies": ["a": ["b"]]], ["a": 1, "b": 2], ["a": 1]),
            (["dependencies": ["a": ["required": ["b"]]]], ["b": 1], ["a": 1]),
            (["uniqueItems": true], [["a": 1], ["a": 2], 1, "1"], [["a": [1]], 2, ["a": [1.0]]]),
            (["type": ["integer", "null"]], nil, "1"), (["properties": ["a": false]], ["b": 1], ["a": 1]),
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

    @Test(
        arguments: [
            (["type": "string"], 1, "", "type string"), (["type": ["string", "null"]], 1, "", "type null or string"),
            (["properties": ["a": ["type": "integer"]]], ["a": 1.5], "/a", "type integer"),
            (["minLength": 3], "a", "", "3 characters"),
            (["maximum": 2], 3, "", "less than or equal to 2"), (["multipleOf": 3], 4, "", "multiple of 3"),
            (["required": ["a"]], [:], "", "'a'"), (["minItems": 2], [1], "", "2 elements"),
            (["items": ["uniqueItems": true]], [[3, 1, 2, 1]], "/0", "#1 and #3"),
            (["items": ["additionalProperties": false]], [["a/b": 1]], "/0/a~1b", "Not a property"),
        ] as [(JSON, JSON, String, String)])
    func `an issue says what is expected, and where`(schema: JSON, value: JSON, place: String, words: String) throws {
        let issue = try #require(try JSONSchema(schema).issues(value).first)
        #expect(issue.pointer.description == place)
        #expect(issue.message.contains(words), "\(issue.message)")
    }

    @Test(
        arguments: [
            (["additionalProperties": false], ["secret": 1]), (["propertyNames": ["maxLength": 1]], ["secret": 1]),
            (["enum": ["a"]], "secret"), (["const": "a"], "secret"), (["pattern": "^a"], "secret"),
            (["maxLength": 1], "secret"),
            (["uniqueItems": true], ["secret", "secret"]), (["maximum": 1], 5_372_373), (["multipleOf": 2], 5_372_373),
            (["patternProperties": ["^s": ["type": "string"]]], ["secret": 1]), (["not": ["type": "string"]], "secret"),
        ] as [(JSON, JSON)])
    func `no message repeats the value`(schema: JSON, value: JSON) throws {
        let issues = try JSONSchema(schema).issues(value)
        #expect(!issues.isEmpty)
        #expect(!issues.contains { $0.message.contains("secret") || $0.message.contains("5372373") }, "\(issues)")
    }

    @Test(
        arguments: [
            1, ["type": 7], ["type": "strnig"], ["type": []], ["properties": []], ["required": "a"], ["required": [1]],
            ["minLength": -1],
            ["maxLength": 1.5], ["minimum": "x"], ["enum": 3], ["items": 3], ["if": 3], ["uniqueItems": "x"],
            ["$ref": 5], ["$ref": "#"], ["$ref": "#/nothing"],
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

    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "(.*.*)*x$", "^(?:(?:a|b)*c)*$"])
    func `a pattern takes no more than the text is long`(pattern: String) throws {
        let schema = try JSONSchema(["pattern": .string(pattern)])
        let text = String(repeating: "a", count: 2_000)
        let clock = ContinuousClock()
        let time = clock.measure { #expect(!schema.issues(.string(text + "!")).isEmpty) }
        #expect(time < .seconds(5))
    }

    @Test func `a pattern is searched for, and its anchors hold`() throws {
        let anywhere = try JSONSchema(["pattern": "b|c"])
        #expect(anywhere.issues("a\nb\n").isEmpty)
        #expect(!anywhere.issues("a").isEmpty)
        let anchored = try JSONSchema(["pattern": "^b|c$"])
        #expect(anchored.issues("bx").isEmpty)
        #expect(anchored.issues("xc").isEmpty)
        #expect(!anchored.issues("xbx").isEmpty)
        let named = try JSONSchema(["patternProperties": ["^x": ["type": "integer"]]])
        #expect(named.issues(["x1": 1, "y": "a"]).isEmpty)
        #expect(named.issues(["x1": "a"]).contains { $0.pointer.description == "/x1" })
    }

    @Test(arguments: ["(", "(a)\\1", "a{1000}{1000}", "[z-a]"] as [String])
    func `a pattern that cannot be matched is refused`(pattern: String) throws {
        #expect(throws: JSONSchemaError.self) { try JSONSchema(["items": ["pattern": .string(pattern)]]) }
        let named: JSON = ["patternProperties": .object([pattern: true])]
        #expect(throws: JSONSchemaError.self) { try JSONSchema(named) }
    }

    @Test func `patterns are matched against a limited amount of text`() throws {
        let schema = try JSONSchema(["items": ["pattern": "^a*$"]])
        let half = JSON.string(String(repeating: "a", count: JSONSchema.matchedTextLimit / 2))
        #expect(schema.issues([half, half]).isEmpty)
        #expect(
            schema.issues([half, half, "a"]).map(\.message).contains { $0.contains("\(JSONSchema.matchedTextLimit)") })
    }

    @Test func `a schema that applies itself to the same value is not followed for ever`() throws {
        let schema = try JSONSchema(["allOf": [["$ref": "#"]]])
        #expect(schema.issues(1).map(\.message).contains { $0.contains("\(JSONSchema.stepLimit) steps") })
    }

    @Test func `references that double each time end at the limit of steps`() throws {
        var definitions: JSONObject = ["a0": ["type": "integer"]]
        for number in 1...40 {
            let reference: JSON = ["$ref": .string("#/definitions/a\(number - 1)")]
            definitions["a\(number)"] = ["allOf": [reference, reference]]
        }
        let schema = try JSONSchema(["definitions": .object(definitions), "$ref": "#/definitions/a40"])
        #expect(schema.issues(1).count == 1)
    }

    @Test func `format is an annotation, and a property may have its name`() throws {
        let schema = try JSONSchema(["properties": ["when": ["format": "date"], "format": ["type": "string"]]])
        #expect(schema.issues(["when": 5]).isEmpty)
        #expect(schema.issues(["when": "never"]).isEmpty)
        #expect(!schema.issues(["format": 5]).isEmpty)
    }

    @Test func `keywords of later drafts are refused by name, and properties may have their names`() throws {
        let error = #expect(throws: JSONSchemaError.self) {
            try JSONSchema(["properties": ["a": ["prefixItems": [true]]]])
        }
        #expect(error?.message.contains("`prefixItems` at /properties/a/prefixItems") == true)
        #expect(try JSONSchema(["properties": ["prefixItems": true]]).issues([:]).isEmpty)
    }
}
