package import HTTPClient

/// Why a call cannot say who makes it. Holds no credential, so it can be shown and logged.
package enum AuthenticationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The members of this scheme's policy are another kind of value.
    case notAnObject(AuthenticationScheme)
    case missingMember(AuthenticationScheme, String)
    case wrongMember(AuthenticationScheme, String, wanted: String)
    /// What stands in the policy cannot be sent.
    case unusableCredentials(AuthenticationScheme, problem: String)
    /// RFC 6749 asks for a browser and a person.
    case authorizationCode
    /// No answer of the authorization server.
    case noAnswer(String, HTTPError)
    /// It refused: its status, and its error code where that is one of RFC 6749 or RFC 8693.
    case refused(String, status: Int, code: String?)
    /// Its answer cannot be used.
    case unusableAnswer(String, problem: String)
    /// The token, or the discovery document, comes from somebody else.
    case wrongIssuer(String)

    package var description: String {
        switch self {
        case .notAnObject(let scheme):
            "the \(scheme) authentication is not an object: a secret that `use` names must hold its members as JSON"
        case .missingMember(let scheme, let member):
            "the \(scheme) authentication has no `\(member)`: add it to the authentication, or to the secret that it uses"
        case .wrongMember(let scheme, let member, let wanted):
            "`\(member)` of the \(scheme) authentication must be \(wanted)"
        case .unusableCredentials(let scheme, let problem): "the \(scheme) authentication cannot be sent: \(problem)"
        case .authorizationCode:
            """
            the grant authorization_code needs a person with a browser, which a workflow does not have: use \
            client_credentials, or refresh_token with a token that was obtained before
            """
        case .noAnswer(let place, let error): "no token from \(place): \(error)"
        case .refused(let place, let status, let code):
            "no token: \(place) answered \(status)" + (code.map { " (\($0))" } ?? "")
        case .unusableAnswer(let place, let problem): "the answer of \(place) cannot be used: \(problem)"
        case .wrongIssuer(let place):
            """
            \(place) answered for an issuer that is not expected: correct `authority`, or name the issuer in `issuers`
            """
        }
    }
}
