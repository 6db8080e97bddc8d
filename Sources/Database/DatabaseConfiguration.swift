internal import Glibc

/// Where a database is and who opens it.
package struct DatabaseConfiguration: Sendable, CustomStringConvertible {
    /// The path of the server's socket; nil: `host` and `port`.
    package var socket: String?
    package var host = "127.0.0.1"
    package var port = 3306
    package var user: String
    package var password: String
    package var database: String
    /// The longest wait for a connection.
    package var connectTimeout = Self.defaultConnectTimeout
    /// The longest wait for bytes from or to the server: longer than any statement may take. Whole seconds.
    package var transferTimeout = Self.defaultTransferTimeout
    /// The longest time of one statement; the server stops it.
    package var statementTimeout = Self.defaultStatementTimeout
    /// The longest wait for a row lock.
    package var lockTimeout = Self.defaultLockTimeout

    package static let defaultConnectTimeout = Duration.seconds(5)
    package static let defaultTransferTimeout = Duration.seconds(30)
    package static let defaultStatementTimeout = Duration.seconds(25)
    package static let defaultLockTimeout = Duration.seconds(10)

    package init(
        socket: String? = nil, host: String = "127.0.0.1", port: Int = 3306, user: String, password: String = "",
        database: String
    ) {
        self.socket = socket
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
    }

    /// Without the password.
    package var description: String {
        "\(user)@\(socket ?? "\(host):\(port)")/\(database)"
    }
}
