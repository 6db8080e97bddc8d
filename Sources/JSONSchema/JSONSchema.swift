internal import CValijson
package import JSON

/// A JSON Schema (draft 7), ready to check values. References lead to places in the same schema only.
package struct JSONSchema: Sendable {
    /// How deep a schema and a checked value may nest: valijson uses stack for each level.
    package static let nestingLimit = 64
    /// How many parts a schema may have, and how often they may be applied to parts of one value: a few references can
    /// ask for 2⁶⁴ times.
    package static let stepLimit = 200_000
    /// How many bytes of one value's texts may be matched against patterns. They count again for each 64 states of a
    /// pattern: a repetition such as `{100}` has many.
    package static let matchedTextLimit = 32_768
    /// How many ways in which one value does not keep to the schema are listed.
    package static let issueLimit = 100
    /// How much of the thread's stack a check, or the reading of a schema, may use.
    private static let stackLimit = 2_097_152

    private static let limits = valijson_limits(
        stack: stackLimit, steps: stepLimit, matched_text: matchedTextLimit, issues: issueLimit)

    private let handle: Handle

    /// Owns valijson's schema, which does not change after it was read.
    private final class Handle: @unchecked Sendable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) {
            self.pointer = pointer
        }

        deinit {
            valijson_schema_free(pointer)
        }
    }

    /// - Throws: ``JSONSchemaError`` for what is no schema, refers to another document or only to itself, or nests or
    ///   refers too deep.
    package init(_ schema: JSON) throws(JSONSchemaError) {
        guard schema.object != nil || schema.bool != nil else {
            throw JSONSchemaError(message: "a schema is an object, not a value of type \(schema.kind)")
        }
        guard schema.depth <= Self.nestingLimit else {
            throw JSONSchemaError(message: "it nests deeper than \(Self.nestingLimit) levels")
        }
        if let issue = ReferenceRules.issue(in: schema) { throw JSONSchemaError(message: issue) }
        let schema = try KeywordRules.prepared(schema)
        let sink = Sink()
        let read = sink.collect { context, call in
            let text = schema.bytes
            return text.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    valijson_schema_read($0.baseAddress, $0.count, Self.limits, context, call)
                }
            }
        }
        guard let read else { throw JSONSchemaError(message: sink.issues.first?.message ?? "it cannot be read") }
        handle = Handle(read)
    }

    /// The ways in which a value does not keep to the schema, at most ``issueLimit``; none: it does.
    package func issues(_ value: JSON) -> [JSONSchemaIssue] {
        guard value.depth <= Self.nestingLimit else {
            return [JSONSchemaIssue(pointer: .root, message: "nests deeper than \(Self.nestingLimit) levels")]
        }
        let sink = Sink()
        let outcome = sink.collect { context, call in
            let text = value.bytes
            return text.withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) {
                    valijson_schema_check(handle.pointer, $0.baseAddress, $0.count, Self.limits, context, call)
                }
            }
        }
        switch outcome {
        case VALIJSON_CHECKED: return sink.issues
        case VALIJSON_TOO_MUCH: return [JSONSchemaIssue(pointer: .root, message: Self.tooMuch)]
        default: return [JSONSchemaIssue(pointer: .root, message: "could not be checked")]
        }
    }

    private static let tooMuch = """
        takes more than \(stepLimit) steps, or more than \(matchedTextLimit) bytes of text that patterns are matched \
        against (large patterns count several times), to check
        """
}

extension JSON {
    fileprivate var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.values.map(\.depth).max() ?? 0)
        default: 0
        }
    }
}
