package import JSON
package import KeyFiles

/// The public keys as their file says now: a key that was added counts with the first token that it signs, one that was taken
/// away at most ``checkInterval`` later. No process needs a restart for either.
///
/// It belongs to one thread. A file that cannot be used, such as one that is just being copied, leaves the keys as they were.
package final class PublishedKeys {
    /// How often a file is looked at whose keys are all known.
    package static let checkInterval = Duration.seconds(1)

    private let file: String
    private var verifier: AccessTokenVerifier
    private var version: FileVersion?
    private var checked = ContinuousClock.now

    /// One more each time that the keys were read anew: what was concluded from them before may be wrong.
    package private(set) var generation = 0

    package init(jwksFile file: String) throws(KeyFileError) {
        self.file = file
        version = FileVersion(file)
        verifier = try AccessTokenVerifier(jwksFile: file)
    }

    /// As a JSON Web Key Set.
    package var jwks: JSON {
        refresh()
        return verifier.jwks
    }

    /// Looks at the file where it is time to.
    package func refresh() {
        guard ContinuousClock.now - checked >= Self.checkInterval else { return }
        readChanges()
    }

    /// See ``AccessTokenVerifier/claims(of:)``.
    package func claims(of token: String) throws(AccessTokenError) -> AccessTokenClaims {
        do {
            return try verifier.claims(of: token)
        } catch .invalid(reason: AccessTokenVerifier.unknownKey) where readChanges() {
            return try verifier.claims(of: token)
        }
    }

    /// - Returns: whether there are other keys now.
    @discardableResult
    private func readChanges() -> Bool {
        checked = .now
        // The version comes first: a file that changes in between is read again.
        let version = FileVersion(file)
        guard version != self.version, let verifier = try? AccessTokenVerifier(jwksFile: file) else { return false }
        self.version = version
        self.verifier = verifier
        generation += 1
        return true
    }
}
