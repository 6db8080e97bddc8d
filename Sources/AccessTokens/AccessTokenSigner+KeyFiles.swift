internal import JSON
package import KeyFiles

extension AccessTokenSigner {
    /// Makes the keys of a system in `directory`, which must exist: `private.jwk`, readable by its owner only, and
    /// `jwks.json`.
    ///
    /// Files that are there are kept. To change the key, remove `private.jwk` and call this again: the new key joins
    /// the old ones in `jwks.json`, so tokens that are signed already stay good until their time is over.
    @discardableResult
    package static func generateKeyFiles(directory: String) throws(KeyFileError) -> AccessTokenKeyFiles {
        let files = AccessTokenKeyFiles(directory: directory)
        if !KeyFile.exists(files.privateKey) {
            guard let key = try? PrivateKey() else {
                throw KeyFileError(file: files.privateKey, reason: "no key can be made")
            }
            // Of several processes that start at once the first one's key counts, for all of them.
            _ = try KeyFile.create(files.privateKey, key.json.fileText, mode: 0o600)
        }
        let key = try PrivateKey(contentsOf: files.privateKey).publicKey
        var set = KeyFile.exists(files.jwks) ? try KeySet(contentsOf: files.jwks) : KeySet()
        if !set.contains(key) {
            set.append(key)
            try KeyFile.replace(files.jwks, set.json.fileText, mode: 0o644)
        }
        return files
    }
}
