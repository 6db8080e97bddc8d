import JSON
import JSONSchema
import Testing

/// Schemas that would take valijson, and the process around it, down.
@Suite struct HostileSchemaTests {
    /// Definitions that each lead to the next one.
    private func chain(_ length: Int) -> JSON {
        var definitions: JSONObject = ["a\(length)": ["type": "string"]]
        for number in 0..<length {
            definitions["a\(number)"] = ["allOf": [["$ref": .string("#/definitions/a\(number + 1)")]]]
        }
        return ["definitions": .object(definitions), "$ref": "#/definitions/a0"]
    }

    @Test func `a chain of references is followed as far as the stack allows`() throws {
        let schema = try JSONSchema(chain(50))
        #expect(schema.issues("a").isEmpty)
        #expect(!schema.issues(1).isEmpty)
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(chain(5_000)) }
        #expect(error?.message.contains("too long a chain") == true)
    }

    @Test(
        arguments: [
            ["$defs": ["a%62": ["type": "string"], "ab": ["$ref": "#/$defs/a%62"]], "$ref": "#/$defs/ab"],
            ["$defs": ["a": ["": ["type": "string"], "$ref": "#/$defs/a/"]], "$ref": "#/$defs/a"],
        ] as [JSON])
    func `a reference that valijson reads in another way does not lead in a circle`(schema: JSON) {
        #expect(throws: JSONSchemaError.self) { try JSONSchema(schema) }
    }

    @Test(arguments: [0, -1, -0.5] as [JSON])
    func `multiples are of a number greater than 0`(divisor: JSON) throws {
        let error = #expect(throws: JSONSchemaError.self) { try JSONSchema(["items": ["multipleOf": divisor]]) }
        #expect(error?.message.contains("/items/multipleOf must be greater than 0") == true)
        // Where no keyword leads, only the check itself can see it.
        let hidden = try JSONSchema(["x": ["multipleOf": divisor], "$ref": "#/x"])
        _ = hidden.issues(5)
        _ = hidden.issues(JSON(Int.min))
    }

    @Test func `the list of issues has a limit, whether there are some more or millions`() throws {
        let names = JSON.array((0..<1_000).map { .string("p\($0)") })
        let schema = try JSONSchema(["items": ["required": names]])
        #expect(schema.issues([[:]]).count == JSONSchema.issueLimit)
        let many = schema.issues(.array(Array(repeating: [:], count: 1_000)))
        #expect(many.count == 1)
        #expect(many.first?.message.contains("\(JSONSchema.stepLimit) steps") == true)
    }

    @Test func `what no branch takes is found in spite of the limit of the list`() throws {
        let names = JSON.array((0..<1_000).map { .string("p\($0)") })
        let schema = try JSONSchema(["anyOf": [["required": names], ["required": ["a"]]]])
        #expect(schema.issues(["a": 1]).isEmpty)
        #expect(!schema.issues(["b": 1]).isEmpty)
    }

    @Test func `of items that are not unique the first two are named`() throws {
        let schema = try JSONSchema(["uniqueItems": true])
        #expect(schema.issues(.array(Array(repeating: 1, count: 10_000))).count == 1)
        #expect(schema.issues(.array((0..<600).map { JSON($0) })).isEmpty)
        let many = schema.issues(.array((0..<10_000).map { JSON($0) }))
        #expect(many.first?.message.contains("\(JSONSchema.stepLimit) steps") == true)
    }
}
