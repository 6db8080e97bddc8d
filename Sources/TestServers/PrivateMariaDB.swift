internal import ChildProcess
package import Database
internal import Glibc
internal import Synchronization

/// A MariaDB server of this test process, reached over its socket only.
package final class PrivateMariaDB: Sendable {
    /// The server that leased databases are on; fast, because nothing on it has to survive.
    static let shared = Result { try PrivateMariaDB(isDurable: false) }

    private static let installLimit = Duration.seconds(60)
    private static let scriptLimit = Duration.seconds(30)
    private static let user = "root"

    private let server: PrivateServer
    private let directory: String
    private let socket: String
    private let counter = Atomic(0)

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - isDurable: whether each commit waits for the disk, as in production.
    ///   - options: more options, such as `--innodb-lock-wait-timeout=1`.
    package init(isDurable: Bool = true, options: [String] = []) throws {
        let directory = try ProcessDirectory.make("mariadb")
        let socket = "\(directory)/socket"
        self.directory = directory
        self.socket = socket
        _ = try ChildProcess.run("cp", ["-r", Self.template.get(), "\(directory)/data"], limit: Self.installLimit)
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: "mariadbd",
                arguments: Self.commonOptions + [
                    "--datadir=\(directory)/data", "--socket=\(socket)", "--pid-file=\(directory)/pid",
                    "--tmpdir=\(directory)", "--skip-networking", "--max-connections=300",
                    "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=32M", "--key-buffer-size=1M",
                    "--aria-pagecache-buffer-size=8M", "--performance-schema=OFF",
                    "--character-set-server=utf8mb4",
                    "--innodb-flush-log-at-trx-commit=\(isDurable ? 1 : 0)",
                    "--innodb-flush-method=\(isDurable ? "fsync" : "nosync")",
                ] + options,
                log: "\(directory)/log",
                isReady: {
                    let database = Database(DatabaseConfiguration(socket: socket, user: Self.user, database: ""))
                    return (try? database.first("SELECT 1")) != nil
                }))
        try server.start()
    }

    /// Starts the server again, on the same data and socket, after ``stop()`` or ``kill()``.
    ///
    /// - Parameter options: others than at the first start.
    package func start(with options: [String] = []) throws { try server.start(with: options) }
    package func stop() { server.stop() }
    /// Ends the server at once, as a crash would.
    package func kill() { server.kill() }

    /// Ends the server for good. Its files are some 200 MB, and a hundred servers' would fill a small disk.
    package func remove() {
        server.kill()
        ProcessDirectory.remove(directory)
    }

    /// Sends a signal, such as SIGSTOP.
    package func signal(_ signal: Int32) { server.signal(signal) }

    package func restart() throws {
        stop()
        try start()
    }

    /// Makes a new database without tables.
    package func createDatabase() throws -> DatabaseConfiguration {
        let name = "test_\(counter.add(1, ordering: .relaxed).newValue)"
        try Database(configuration(for: "")).execute(
            SQL(trusted: "CREATE DATABASE \(name) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"))
        return configuration(for: name)
    }

    /// Removes a database of this server; a server that is down keeps it.
    package func dropDatabase(_ configuration: DatabaseConfiguration) {
        guard configuration.socket == socket else { return }
        _ = try? Database(self.configuration(for: ""))
            .execute(SQL(trusted: "DROP DATABASE IF EXISTS \(configuration.database)"))
    }

    /// Runs statements as an administrator would, with the `mariadb` client: several, with its DELIMITER.
    package func run(_ script: String) throws {
        let (status, _, error) = try ChildProcess.run(
            "mariadb", ["--no-defaults", "--socket=\(socket)", "--user=\(Self.user)"], input: Array(script.utf8),
            limit: Self.scriptLimit)
        guard status.isSuccess else { throw TestServerError("mariadb: \(String(decoding: error, as: UTF8.self))") }
    }

    /// Whether this is the server behind `configuration`.
    func owns(_ configuration: DatabaseConfiguration) -> Bool {
        configuration.socket == socket
    }

    private func configuration(for database: String) -> DatabaseConfiguration {
        DatabaseConfiguration(socket: socket, user: Self.user, database: database)
    }

    private static let commonOptions =
        ["--no-defaults", "--skip-name-resolve"] + (geteuid() == 0 ? ["--user=root"] : [])

    /// The files of a new server; made once, copied for each server.
    private static let template = Result {
        let directory = try ProcessDirectory.make("template")
        let (status, output, error) = try ChildProcess.run(
            "mariadb-install-db",
            commonOptions + [
                "--datadir=\(directory)", "--auth-root-authentication-method=normal", "--skip-test-db",
                "--innodb-log-file-size=32M", "--innodb-flush-method=nosync",
            ], limit: installLimit)
        guard status.isSuccess else {
            throw TestServerError("mariadb-install-db: \(status): \(String(decoding: output + error, as: UTF8.self))")
        }
        return directory
    }
}
