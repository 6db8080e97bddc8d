package import Identity
internal import JSON
package import KeyFiles

extension AccessTokenSigner {
    /// The shortest time for which a key is published that signs no more: the life of an access token, and that of a process
    /// that has not been restarted yet.
    package static let retirementLimit = Duration.seconds(3_600)

    /// Puts a new key in the place of the one that signs. The old public keys stay in `jwks.json`, with the time from which
    /// they sign no more: the tokens that they signed are good until ``removeRetiredKeys(directory:for:at:)``.
    ///
    /// The public key is written first: no token is ever signed with a key that is not published.
    package static func rotateKeyFiles(
        directory: String, at time: Timestamp = .now
    ) throws(KeyFileError) -> AccessTokenKeyFiles {
        let files = try generateKeyFiles(directory: directory)
        guard let key = try? PrivateKey() else {
            throw KeyFileError(file: files.privateKey, reason: "no key can be made")
        }
        var set = try KeySet(contentsOf: files.jwks)
        set.retireAll(at: time)
        set.append(key.publicKey)
        try KeyFile.replace(files.jwks, set.json.fileText, mode: 0o644)
        try KeyFile.replace(files.privateKey, key.json.fileText, mode: 0o600)
        // Where another process rotated at the same time, the key that signs is in the set now.
        return try generateKeyFiles(directory: directory)
    }

    /// Takes the public keys out of `jwks.json` that have signed nothing for `age`: what they signed is good no more.
    ///
    /// - Parameter age: zero where a key is known to others; who has its tokens refreshes them.
    /// - Returns: the ids of the keys.
    package static func removeRetiredKeys(
        directory: String, for age: Duration = retirementLimit, at time: Timestamp = .now
    ) throws(KeyFileError) -> [String] {
        let files = AccessTokenKeyFiles(directory: directory)
        let current = try PrivateKey(contentsOf: files.privateKey).id
        var set = try KeySet(contentsOf: files.jwks)
        let removed = set.removeRetired(before: time + (.zero - age), butNot: current)
        if !removed.isEmpty { try KeyFile.replace(files.jwks, set.json.fileText, mode: 0o644) }
        return removed
    }
}
