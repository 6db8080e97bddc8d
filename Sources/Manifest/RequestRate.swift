/// How often an endpoint may be called by one tenant, or where nobody is signed in, from one address. People and automation are
/// counted apart.
package struct RequestRate: Sendable, Hashable, Codable {
    package let requests: Int
    package let seconds: Int
    /// Of callers with API keys; nil: as many as people may.
    package let automation: Automation?

    package struct Automation: Sendable, Hashable, Codable {
        package let requests: Int
        package let seconds: Int
    }
}
