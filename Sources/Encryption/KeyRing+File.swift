package import KeyFiles

/// A key is changed in steps, with a restart of those who read the file between them: all must open what one of them seals.
extension KeyRing {
    /// Adds a new key at the end: it opens, and does not seal yet.
    ///
    /// - Returns: its id.
    package static func addKey(to file: String) throws(KeyFileError) -> String {
        let lines = try lines(of: file)
        let key = EncryptionKey()
        try write(lines + [waiting(key.id), key.line], to: file)
        return key.id
    }

    /// Makes a key the first one, which seals. Where it does already, nothing changes.
    package static func useKey(_ id: String, in file: String) throws(KeyFileError) {
        let ring = try KeyRing(contentsOf: file)
        guard ring.keyIDs.contains(id) else { throw KeyFileError(file: file, reason: "no key \(id) in it") }
        guard ring.sealingKeyID != id else { return }
        let lines = try lines(of: file)
        let others = lines.filter { !isKey($0, id) && $0 != waiting(id) }
        try write(lines.filter { isKey($0, id) } + others, to: file)
    }

    /// Takes keys out: what they sealed opens no more.
    ///
    /// - Parameter ids: not that of the key that seals.
    package static func removeKeys(_ ids: Set<String>, from file: String) throws(KeyFileError) {
        let ring = try KeyRing(contentsOf: file)
        guard !ids.contains(ring.sealingKeyID) else {
            throw KeyFileError(file: file, reason: "the key \(ring.sealingKeyID) seals: it cannot be taken out")
        }
        let kept = try lines(of: file).filter { line in
            !ids.contains { isKey(line, $0) || line == waiting($0) }
        }
        try write(kept, to: file)
    }

    /// Keys that were added and have not sealed yet: they are about to, so nothing needs them and everything will.
    package static func waitingKeys(of file: String) throws(KeyFileError) -> Set<String> {
        let lines = try lines(of: file)
        return try KeyRing(contentsOf: file).keyIDs.filter { lines.contains(waiting($0)) }
    }

    /// A line that says so; who reads keys passes it over.
    private static func waiting(_ id: String) -> String { "# waits for use-secrets-key: \(id)" }

    /// The lines of a file that is one of keys.
    private static func lines(of file: String) throws(KeyFileError) -> [String] {
        _ = try KeyRing(contentsOf: file)
        let text = String(decoding: try KeyFile.read(file), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    private static func isKey(_ line: String, _ id: String) -> Bool { line.hasPrefix(id + ":") }

    private static func write(_ lines: [String], to file: String) throws(KeyFileError) {
        try KeyFile.replace(file, lines.map { $0 + "\n" }.joined(), mode: 0o600)
    }
}
