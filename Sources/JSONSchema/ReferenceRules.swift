internal import JSON
internal import TextEncodings

/// What a `$ref` may lead to. valijson would follow a reference that leads back to itself for ever.
enum ReferenceRules {
    /// How many references may follow on each other.
    private static let chainLimit = 32

    /// What is wrong with the schema's references; nil: nothing.
    static func issue(in schema: JSON) -> String? {
        references(in: schema).lazy.compactMap { issue($0, in: schema) }.first
    }

    private static func issue(_ reference: String, in schema: JSON) -> String? {
        var next = reference
        for _ in 0..<chainLimit {
            guard next.hasPrefix("#"), let place = PercentEncoding.decode(next.dropFirst()),
                let pointer = JSONPointer(place)
            else {
                return "`$ref` must lead to a place in the same schema, such as `#/$defs/item`"
            }
            guard let target = schema[pointer] else { return "`$ref` leads to \(pointer), which is not there" }
            guard let following = target["$ref"]?.string else { return nil }
            next = following
        }
        return "a `$ref` leads back to itself"
    }

    private static func references(in value: JSON) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(references)
        case .object(let members):
            (members["$ref"]?.string.map { [$0] } ?? []) + members.values.flatMap(references)
        default: []
        }
    }
}
