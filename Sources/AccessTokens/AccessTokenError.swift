/// Why an access token names no caller.
package enum AccessTokenError: Error, Sendable, Hashable {
    /// One of ours whose time is over: its holder refreshes it and tries again.
    case expired
    /// Not a token of ours: damaged, forged, or signed with a key that is not (or no longer) published.
    ///
    /// `reason` is for the log and repeats nothing of the token but the key's name.
    case invalid(reason: String)
}
