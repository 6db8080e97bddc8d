/// A JSON value (RFC 8259).
///
/// Objects keep the order of their members, and numbers keep their value: an integer that fits 64 bits is an integer,
/// and a number that neither an `Int64` nor a `Double` can hold keeps its text (see ``JSONNumber``).
package enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON {
    /// The member of an object; nil for a missing member and for a value that is not an object.
    package subscript(key: String) -> JSON? {
        get { object?[key] }
        set {
            guard case .object(var members) = self else { return }
            self = .null  // the members have one owner while they change
            members[key] = newValue
            self = .object(members)
        }
    }

    /// The element of an array; nil outside its bounds and for a value that is not an array.
    package subscript(index: Int) -> JSON? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    package var object: JSONObject? {
        if case .object(let members) = self { members } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var number: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The value as a whole number: also `3.0`, not `3.5`.
    package var int: Int? {
        number?.integer.map(Int.init)
    }

    package var isNull: Bool {
        self == .null
    }

    /// What kind of value this is, in the words of the JSON specification.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(.integer(Int64(value))) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .number(JSONNumber(value)) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(nilLiteral: ()) { self = .null }

    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements, uniquingKeysWith: { _, last in last }))
    }

    package init(_ value: Int) { self = .number(.integer(Int64(value))) }
    package init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}
