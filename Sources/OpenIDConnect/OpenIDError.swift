package import HTTPClient

/// Why an identity provider has not said who somebody is. Repeats nothing of a request or a token, so it can be logged and shown.
package enum OpenIDError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The provider does not answer, as far as this side can tell.
    case noAnswer(Part, HTTPError)
    /// It answers with another status than 200.
    case refused(Part, status: Int, code: String?)
    /// What it answers is not what the standard says.
    case unusable(Part, String)
    /// The ID token does not prove who somebody is.
    case idToken(String)

    /// What was asked for.
    package enum Part: String, Sendable {
        case discovery = "discovery document"
        case token = "token endpoint"
        case keys = "keys"
        case userInfo = "UserInfo endpoint"
    }

    /// Whether trying again, or later, may help.
    package var isOutage: Bool {
        switch self {
        case .noAnswer: true
        case .refused(_, let status, _): status >= 500
        case .unusable, .idToken: false
        }
    }

    package var description: String {
        switch self {
        case .noAnswer(let part, let error): "the provider's \(part.rawValue): \(error)"
        case .refused(let part, let status, let code):
            "the provider's \(part.rawValue) answered \(status)\(code.map { " \($0)" } ?? "")"
        case .unusable(let part, let problem): "the provider's \(part.rawValue): \(problem)"
        case .idToken(let problem): "the provider's ID token: \(problem)"
        }
    }
}
