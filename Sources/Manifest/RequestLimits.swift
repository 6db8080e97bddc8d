/// What a function takes from one request at most.
package struct RequestLimits: Sendable, Hashable {
    /// nginx answers 413 to a larger body.
    package var bodyBytes = 1_048_576
    /// The longest that an endpoint may take. nginx waits two seconds more, so that the function can say so itself.
    package var deadlineSeconds = 10
}

extension RequestLimits: Decodable {
    private enum CodingKeys: String, CodingKey {
        case bodyBytes, deadlineSeconds
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        bodyBytes = try members.decodeIfPresent(Int.self, forKey: .bodyBytes) ?? bodyBytes
        deadlineSeconds = try members.decodeIfPresent(Int.self, forKey: .deadlineSeconds) ?? deadlineSeconds
    }
}
