/// `use`: what tasks refer to by name.
package struct Reusables: Sendable {
    package internal(set) var authentications: [String: AuthenticationPolicy] = [:]
    package internal(set) var catalogs: [String: Catalog] = [:]
    package internal(set) var errors: [String: ErrorDefinition] = [:]
    /// In the order of the document, in which they apply.
    package internal(set) var extensions: [TaskExtension] = []
    package internal(set) var functions: [String: NamedTask] = [:]
    package internal(set) var retries: [String: RetryPolicy] = [:]
    /// The names of the secrets that a run may read.
    package internal(set) var secrets: [String] = []
    package internal(set) var timeouts: [String: Timeout] = [:]
}
