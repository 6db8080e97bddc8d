/// What sends requests: a person who has signed in, or a program with an API key. Each class has a rate of its own, so that scripts
/// do not keep people out.
package enum CallerClass: String, Sendable, Hashable, CaseIterable {
    /// With a session.
    case interactive
    /// With an API key, or an access token that was given for one.
    case automation
}
