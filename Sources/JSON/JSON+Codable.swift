extension JSON {
    /// Encodes a value. Members that are nil are left out, the others stand in the order in which they are encoded, that
    /// of `CodingKeys`; dictionaries are sorted by key.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot say: infinite ones and NaN.
    package init(encoding value: some Encodable) throws {
        let node = JSONEncodingNode()
        try node.encode(value, path: [])
        self = node.json
    }

    /// Decodes a value strictly: a member that the type does not know is an error, at every level.
    ///
    /// - Throws: ``JSONShapeError`` with all unknown members and the first value that does not fit.
    package func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let members = MemberRecord()
        let value: T
        do {
            value = try JSONValueDecoder(value: self, codingPath: [], members: members).read(type)
        } catch {
            throw JSONShapeError(JSONShapeError.Issue(error), members.unknown(isComplete: false))
        }
        let unknown = members.unknown(isComplete: true)
        if let first = unknown.first { throw JSONShapeError(first, unknown.dropFirst()) }
        return value
    }
}

extension JSON: Codable {
    /// Takes any value as it is. Only ``decode(_:)`` can give one.
    package init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? JSONValueDecoder else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "a JSON value is read from JSON only"))
        }
        self = decoder.value
    }

    /// Writes the value as it is. Only ``init(encoding:)`` can take one.
    package func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? JSONValueEncoder else {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath, debugDescription: "a JSON value is written to JSON only"))
        }
        encoder.node.set(self)
    }
}

extension JSONShapeError.Issue {
    fileprivate init(_ error: any Error) {
        switch error {
        case let error as JSONShapeError:
            self = error.errors[0]
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            self.init(pointer: JSONPointer(context.codingPath), message: context.debugDescription)
        case DecodingError.keyNotFound(let key, let context):
            self.init(pointer: JSONPointer(context.codingPath + [key]), message: "is missing")
        default:
            self.init(pointer: .root, message: "\(error)")
        }
    }
}
