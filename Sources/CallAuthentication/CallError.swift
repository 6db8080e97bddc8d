package import HTTPClient

/// Why an authenticated call has no answer.
package enum CallError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The exchange with the service failed, or was given up.
    case http(HTTPError)
    /// There are no credentials to call with: the service was not called.
    case authentication(AuthenticationError)

    package var description: String {
        switch self {
        case .http(let error): error.description
        case .authentication(let error): error.description
        }
    }
}
