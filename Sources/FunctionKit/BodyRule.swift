/// What an endpoint takes as its body.
package enum BodyRule: Sendable, Hashable {
    case none
    /// `application/json`, at most `limit` bytes.
    case json(limit: Int)
    /// One of these media types, at most `limit` bytes.
    case types([String], limit: Int)

    /// Empty: no body is taken.
    var mediaTypes: [String] {
        switch self {
        case .none: []
        case .json: ["application/json"]
        case .types(let types, _): types
        }
    }

    var limit: Int {
        switch self {
        case .none: 0
        case .json(let limit), .types(_, let limit): limit
        }
    }
}
