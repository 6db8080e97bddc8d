package import OutboundRules

/// Why an exchange has no answer. Holds nothing of the request's URL, headers or body, so it can be logged.
package enum HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was not sent: what is wrong with it.
    case invalidRequest(String)
    /// No connection, or it was lost: whether the receiver has acted on the request is not known.
    case connection(String)
    /// No connection in this time.
    case connectTimeLimit(Duration)
    /// No complete answer in this time.
    case timeLimit(Duration)
    /// A larger body than this many bytes.
    case responseLimit(bytes: Int)
    /// Headers of more than this many bytes.
    case headerLimit(bytes: Int)
    /// More redirects than this one after the other.
    case redirectLimit(Int)
    /// A redirect leads elsewhere than to `http` or `https`.
    case redirectRefused
    /// Nothing was sent: the request's rule does not let it connect to an address of this class.
    case addressRefused(AddressClass)
    /// Given up by the caller, or with the client.
    case cancelled

    package var description: String {
        switch self {
        case .invalidRequest(let problem): "the request cannot be sent: \(problem)"
        case .connection(let reason): "no answer: \(reason)"
        case .connectTimeLimit(let limit): "no connection within \(limit)"
        case .timeLimit(let limit): "no complete answer within \(limit)"
        case .responseLimit(let bytes): "the body of the answer is larger than \(bytes) bytes"
        case .headerLimit(let bytes): "the headers of the answer are larger than \(bytes) bytes"
        case .redirectLimit(let count): "more than \(count) redirects"
        case .redirectRefused: "the answer redirects to something that is not http or https"
        case .addressRefused(let kind):
            "no connection was made, since the \(kind.rawValue) address behind it is not on the list of allowed ones"
        case .cancelled: "given up"
        }
    }
}
