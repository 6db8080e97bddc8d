/// How often an endpoint may be called by one tenant, or where nobody is signed in, from one address.
package struct RequestRate: Sendable, Hashable, Codable {
    package let requests: Int
    package let seconds: Int

    package init(requests: Int, seconds: Int) {
        self.requests = requests
        self.seconds = seconds
    }
}
