internal import CValijson
internal import JSON

/// What keywords of a schema may say beyond what valijson looks at.
enum KeywordRules {
    /// The most bytes of a regular expression.
    private static let patternLimit = 1_000

    private static let withSchema: Set = [
        "additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
    ]
    private static let withSchemas: Set = ["allOf", "anyOf", "items", "oneOf"]
    private static let withNamedSchemas: Set = [
        "$defs", "definitions", "dependencies", "patternProperties", "properties",
    ]
    /// Of drafts after 7: valijson would pass over them, and values that the author forbids would be let through.
    private static let unsupported: Set = [
        "$dynamicRef", "$recursiveRef", "dependentRequired", "dependentSchemas", "maxContains", "minContains",
        "prefixItems", "unevaluatedItems", "unevaluatedProperties",
    ]

    /// The schema as valijson should read it.
    static func prepared(_ schema: JSON, at pointer: JSONPointer = .root) throws(JSONSchemaError) -> JSON {
        guard let members = schema.object else { return schema }
        var prepared = JSONObject()
        for (keyword, value) in members {
            let place = pointer.appending(keyword)
            guard !unsupported.contains(keyword) else {
                throw JSONSchemaError(message: "`\(keyword)` at \(place) is not supported: use keywords of draft 7")
            }
            // An annotation, as the specification has it; valijson fails where the value is not a string.
            if keyword == "format", value.string != nil { continue }
            if keyword == "multipleOf", let divisor = value.number, divisor.double <= 0 {
                throw JSONSchemaError(message: "`multipleOf` at \(place) must be greater than 0")
            }
            if keyword == "pattern", let pattern = value.string { try check(pattern, at: place) }
            if keyword == "patternProperties" {
                for pattern in value.object?.keys ?? [] { try check(pattern, at: place) }
            }
            prepared[keyword] = try self.value(value, of: keyword, at: place)
        }
        return .object(prepared)
    }

    private static func value(
        _ value: JSON, of keyword: String, at place: JSONPointer
    ) throws(JSONSchemaError) -> JSON {
        if case .object(let schemas) = value, withNamedSchemas.contains(keyword) {
            var prepared = JSONObject()
            for (name, schema) in schemas {
                prepared[name] = try self.prepared(schema, at: place.appending(name))
            }
            return .object(prepared)
        }
        if case .array(let schemas) = value, withSchemas.contains(keyword) {
            var prepared: [JSON] = []
            for (index, schema) in schemas.enumerated() {
                prepared.append(try self.prepared(schema, at: place.appending(index)))
            }
            return .array(prepared)
        }
        return withSchema.contains(keyword) ? try prepared(value, at: place) : value
    }

    private static func check(_ pattern: String, at place: JSONPointer) throws(JSONSchemaError) {
        guard pattern.utf8.count <= patternLimit else {
            throw JSONSchemaError(message: "the pattern at \(place) is longer than \(patternLimit) bytes")
        }
        var pattern = pattern
        let isAccepted = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { valijson_accepts_pattern($0.baseAddress, $0.count) }
        }
        guard isAccepted else {
            throw JSONSchemaError(
                message: """
                    the pattern at \(place) is no regular expression of ECMAScript, refers back to a group, or is too \
                    large
                    """)
        }
    }
}
