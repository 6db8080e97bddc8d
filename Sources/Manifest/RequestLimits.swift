/// What a function takes from one request at most.
package struct RequestLimits: Sendable, Hashable {
    /// nginx answers 413 to a larger body.
    package var bodyBytes = 1_048_576
    /// The longest that an endpoint may take. nginx waits two seconds more, so that the function can say so itself.
    package var deadlineSeconds = 10
    /// The longest that a request may wait for something to happen, beyond its deadline. nginx then waits longer as well,
    /// and each process opens one more database connection; 0: no request waits.
    package var waitSeconds = 0
}

extension RequestLimits: Decodable {
    private enum CodingKeys: String, CodingKey {
        case bodyBytes, deadlineSeconds, waitSeconds
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        bodyBytes = try members.decodeIfPresent(Int.self, forKey: .bodyBytes) ?? bodyBytes
        deadlineSeconds = try members.decodeIfPresent(Int.self, forKey: .deadlineSeconds) ?? deadlineSeconds
        waitSeconds = try members.decodeIfPresent(Int.self, forKey: .waitSeconds) ?? waitSeconds
    }
}
