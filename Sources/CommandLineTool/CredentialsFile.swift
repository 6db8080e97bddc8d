import Glibc
import JSON

/// `credentials.json` in the folder where this user's programs keep their settings. Nobody else can read it.
struct CredentialsFile: Sendable {
    let path: String
    private let directory: String

    /// `$XDG_CONFIG_HOME/intelligentic` or `~/.config/intelligentic`.
    init(environment: [String: String]) throws {
        guard
            let home = environment["XDG_CONFIG_HOME"].flatMap({ $0.isEmpty ? nil : $0 })
                ?? environment["HOME"].map({ $0 + "/.config" })
        else { throw Failure(.usage, "Set HOME or XDG_CONFIG_HOME: there credentials are kept.") }
        directory = home + "/intelligentic"
        path = directory + "/credentials.json"
    }

    /// Nil when nobody is signed in.
    func read() throws -> Credentials? {
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return try JSON(parsing: LocalFile.read(path)).decode(Credentials.self)
        } catch {
            throw Failure(.usage, "\(path) cannot be read: \(error)\nRemove it and sign in again: intelligentic login")
        }
    }

    func write(_ credentials: Credentials) throws {
        try LocalFile.makeDirectory(directory, mode: 0o700)
        try LocalFile.replace(path, with: JSON(encoding: credentials).prettyText + "\n", mode: 0o600)
    }

    func remove() {
        unlink(path)
    }

    /// Keeps other processes of this user out meanwhile: a refresh token is good once, and the second use of one ends the session.
    func withLock<T>(_ body: () throws -> T) throws -> T {
        try LocalFile.makeDirectory(directory, mode: 0o700)
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LocalFile.failure(path + ".lock", "cannot be opened") }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw LocalFile.failure(path + ".lock", "cannot be locked") }
        }
        return try body()
    }
}
