/// What an endpoint takes as its body.
package enum BodyRule: Sendable, Hashable {
    case none
    /// `application/json`, at most `limit` bytes.
    case json(limit: Int)
    /// None, or `application/json`, at most `limit` bytes: see ``Request/jsonIfAny(_:)``.
    case optionalJSON(limit: Int)
    /// One of these media types, at most `limit` bytes.
    case types([String], limit: Int)
    /// Any media type or none, any bytes, at most `limit`; the description shows these types.
    case anything(described: [String], limit: Int)

    /// Empty: no body is taken.
    var mediaTypes: [String] {
        switch self {
        case .none: []
        case .json, .optionalJSON: ["application/json"]
        case .types(let types, _), .anything(let types, _): types
        }
    }

    /// Whether there must be one.
    var isRequired: Bool {
        if case .optionalJSON = self { false } else { true }
    }

    /// Whether it must be text of one of the ``mediaTypes``.
    var isText: Bool {
        if case .anything = self { false } else { true }
    }

    var limit: Int {
        switch self {
        case .none: 0
        case .json(let limit), .optionalJSON(let limit), .types(_, let limit), .anything(_, let limit): limit
        }
    }
}
