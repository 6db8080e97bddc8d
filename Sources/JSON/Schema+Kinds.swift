extension Schema {
    /// Any value.
    package static let any = Schema([:])

    package static let boolean = Schema(["type": "boolean"])

    package static func string(
        _ description: String? = nil, format: String? = nil, pattern: String? = nil, length: ClosedRange<Int>? = nil
    ) -> Schema {
        var members: JSONObject = ["type": "string"]
        if let description { members["description"] = .string(description) }
        if let format { members["format"] = .string(format) }
        if let pattern { members["pattern"] = .string(pattern) }
        if let length {
            members["minLength"] = JSON(length.lowerBound)
            members["maxLength"] = JSON(length.upperBound)
        }
        return Schema(members)
    }

    /// A UUID that names one thing.
    package static func id(_ description: String? = nil) -> Schema { .string(description, format: "uuid") }

    /// A time of RFC 3339, in UTC.
    package static func time(_ description: String? = nil) -> Schema { .string(description, format: "date-time") }

    package static func integer(_ description: String? = nil, in range: ClosedRange<Int>) -> Schema {
        number("integer", description, JSON(range.lowerBound), JSON(range.upperBound))
    }

    package static func count(_ description: String? = nil) -> Schema {
        number("integer", description, 0, nil)
    }

    package static func number(_ description: String? = nil, in range: ClosedRange<Double>) -> Schema {
        number("number", description, .number(JSONNumber(range.lowerBound)), .number(JSONNumber(range.upperBound)))
    }

    /// One of these texts.
    package static func choice(_ values: [String], _ description: String? = nil) -> Schema {
        var members: JSONObject = ["type": "string"]
        if let description { members["description"] = .string(description) }
        members["enum"] = .array(values.map(JSON.string))
        return Schema(members)
    }

    package static func array(of item: Schema, _ description: String? = nil) -> Schema {
        var members: JSONObject = ["type": "array"]
        if let description { members["description"] = .string(description) }
        members["items"] = item.json
        return Schema(members, [item])
    }

    /// - Parameters:
    ///   - optional: the members that may be missing.
    ///   - isClosed: whether other members are refused, as in bodies of requests. Answers may get more with time.
    package static func object(
        _ members: KeyValuePairs<String, Schema>, optional: Set<String> = [], isClosed: Bool = false
    ) -> Schema {
        var keywords: JSONObject = [
            "type": "object",
            "properties": .object(
                JSONObject(members.map { ($0.key, $0.value.json) }, uniquingKeysWith: { _, last in last })),
        ]
        let required = members.map(\.key).filter { !optional.contains($0) }
        if !required.isEmpty { keywords["required"] = .array(required.map(JSON.string)) }
        if isClosed { keywords["additionalProperties"] = false }
        return Schema(keywords, members.map(\.value))
    }

    /// An object with any members.
    package static func anyObject(_ description: String? = nil) -> Schema {
        var members: JSONObject = ["type": "object"]
        if let description { members["description"] = .string(description) }
        return Schema(members)
    }

    /// A value that keeps to one of these at least.
    package init(anyOf choices: [Schema], _ description: String) {
        self.init(
            ["description": .string(description), "anyOf": .array(choices.map(\.json))], choices)
    }

    /// A value that keeps to all of these.
    package static func all(_ parts: Schema...) -> Schema {
        Schema(["allOf": .array(parts.map(\.json))], parts)
    }

    private static func number(_ type: String, _ description: String?, _ least: JSON, _ most: JSON?) -> Schema {
        var members: JSONObject = ["type": .string(type)]
        if let description { members["description"] = .string(description) }
        members["minimum"] = least
        if let most { members["maximum"] = most }
        return Schema(members)
    }
}
