internal import JSON
internal import KeyFiles

/// The public keys whose tokens are accepted (JSON Web Key Set, RFC 7517).
struct KeySet {
    var keys: [JSON]

    init(_ keys: [PublicKey] = []) {
        self.keys = keys.map(\.json)
    }

    init(contentsOf file: String) throws(KeyFileError) {
        guard let keys = try KeyFile.json(file)["keys"]?.array else {
            throw KeyFileError(file: file, reason: "expected a JSON Web Key Set: {\"keys\": […]}")
        }
        self.keys = keys
    }

    /// Those of the kind that signs access tokens; others stay in the file untouched.
    var signatureKeys: [PublicKey] { keys.compactMap(PublicKey.init) }

    var json: JSON { ["keys": .array(keys)] }

    func contains(_ key: PublicKey) -> Bool {
        signatureKeys.contains { $0.id == key.id && $0.key == key.key }
    }

    mutating func append(_ key: PublicKey) {
        keys.append(key.json)
    }
}
