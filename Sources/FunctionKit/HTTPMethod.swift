/// The request methods that endpoints have (RFC 9110, section 9).
package enum HTTPMethod: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// HEAD is GET here: nginx leaves the body away.
    init?(named name: String) {
        self.init(rawValue: name == "HEAD" ? "GET" : name)
    }
}
