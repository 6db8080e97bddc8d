import OrderedCollections

/// One value that is being decoded.
struct JSONValueDecoder: Decoder {
    let value: JSON
    let codingPath: [any CodingKey]
    let members: MemberRecord
    let userInfo: [CodingUserInfoKey: Any] = [:]

    var pointer: JSONPointer { JSONPointer(codingPath) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = value.object else { throw expected("an object") }
        members.begin(pointer, unknown: object.keys.filter { Key(stringValue: $0) == nil })
        return KeyedDecodingContainer(JSONMemberDecoding(object: object, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.array else { throw expected("an array") }
        return JSONElementDecoding(elements: elements, decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        JSONSingleDecoding(decoder: self)
    }

    func child(_ value: JSON, _ key: any CodingKey) -> JSONValueDecoder {
        JSONValueDecoder(value: value, codingPath: codingPath + [key], members: members)
    }

    func read<T: Decodable>(_ type: T.Type) throws -> T {
        if let value = try scalar(type) { return value }
        do {
            return try T(from: self)
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.count == codingPath.count {
            throw failure(RawValues.expectation(of: type, context) ?? context.debugDescription)
        }
    }

    /// The value of a type that JSON has itself; nil for all other types.
    private func scalar<T: Decodable>(_ type: T.Type) throws -> T? {
        switch type {
        case is String.Type:
            guard let text = value.string as? T else { throw expected("a string") }
            return text
        case is Bool.Type:
            guard let flag = value.bool as? T else { throw expected("true or false") }
            return flag
        case let integers as any FixedWidthInteger.Type:
            return try integer(integers) as? T
        case is Double.Type:
            return try finite(value.number?.double) as? T
        case is Float.Type:
            return try finite(value.number.map { Float($0.double) }) as? T
        case is JSONObject.Type:
            guard let members = value.object as? T else { throw expected("an object") }
            return members
        default:
            return nil
        }
    }

    private func integer<I: FixedWidthInteger>(_ type: I.Type) throws -> I {
        guard let number = value.number else { throw expected("a whole number") }
        if let integer = number.integer.flatMap(I.init(exactly:)) ?? I(number.text) { return integer }
        if case .double(let value) = number, let integer = I(exactly: value) { return integer }
        throw failure("expected a whole number from \(I.min) to \(I.max)")
    }

    private func finite<F: BinaryFloatingPoint>(_ number: F?) throws -> F {
        guard let number else { throw expected("a number") }
        guard number.isFinite else { throw failure("the number is too large") }
        return number
    }

    func expected(_ what: String) -> JSONShapeError {
        failure("expected \(what), found \(value.kindWithArticle)")
    }

    func failure(_ message: String) -> JSONShapeError {
        JSONShapeError(pointer: pointer, message: message)
    }
}

extension JSON {
    /// Such as "a string" or "null".
    var kindWithArticle: String {
        switch self {
        case .null: "null"
        case .array, .object: "an \(kind)"
        default: "a \(kind)"
        }
    }
}
