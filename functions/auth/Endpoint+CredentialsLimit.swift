internal import FunctionKit

extension Endpoint {
    /// The most bytes of a request with credentials: e-mail, password and tenant at their limits, escaped.
    static var credentialsLimit: Int { 8 * 1_024 }
}
