internal import Digests
internal import Glibc
internal import TextEncodings

/// The passwords of a system, a file each in one folder: `database-NAME` and `redis-NAME` for each program, and
/// `redis-operator`. They are read by the renderings and by the programs themselves.
package struct PasswordFiles: Sendable {
    /// Random bytes of a new password.
    static let byteCount = 24
    /// Characters of a password that somebody else made.
    static let lengthRange = 16...128

    /// The user that reloads Redis's users and looks after it; no program.
    static let redisOperator = "redis-operator"

    package let directory: String

    /// - Parameter directory: it must be there; nobody else should be able to look into it.
    package init(_ directory: String) throws(ManifestError) {
        self.directory = try TextFile.absolute(directory)
    }

    static func database(_ program: Program) -> String { "database-" + program.name }
    static func redis(_ program: Program) -> String { "redis-" + program.name }

    func path(_ name: String) -> String { directory + "/" + name }

    /// Makes those that are missing, for the eyes of this user only.
    ///
    /// - Returns: the files that were made.
    package func makeMissing(for fleet: Fleet) throws(ManifestError) -> [String] {
        let names = fleet.programs.flatMap { [Self.database($0), Self.redis($0)] } + [Self.redisOperator]
        var made: [String] = []
        for name in names where !TextFile.exists(path(name)) {
            if try TextFile.replace(path(name), with: Self.random() + "\n", mode: 0o600) { made.append(path(name)) }
        }
        return made
    }

    /// - Throws: ``ManifestError`` for a file that is not there, and for a password that could not stand in SQL or in an
    ///   ACL as it is. The password is not in it.
    func password(_ name: String) throws(ManifestError) -> String {
        let password = try TextFile.read(path(name)).prefix { $0 != "\n" && $0 != "\r\n" }
        let isClean = password.allSatisfy {
            ManifestRules.isLowercase($0) || ManifestRules.isUppercase($0) || ManifestRules.isDigit($0)
                || "-_=+/.".contains($0)
        }
        guard isClean, Self.lengthRange.contains(password.utf8.count) else {
            throw ManifestError(
                file: path(name),
                "expected \(Self.lengthRange.lowerBound) to \(Self.lengthRange.upperBound) letters, digits and -_=+/.")
        }
        return String(password)
    }

    static func random() -> String {
        Hexadecimal.encode(RandomBytes.make(byteCount))
    }
}
