/// Where Redis is and who opens it.
package struct RedisConfiguration: Sendable, CustomStringConvertible {
    /// The path of the server's socket; nil: `host` and `port`.
    package var socket: String?
    package var host: String
    package var port: Int
    /// The ACL user; nil: the user `default`.
    package var user: String?
    package var password: String?

    package init(
        socket: String? = nil, host: String = "127.0.0.1", port: Int = 6379, user: String? = nil,
        password: String? = nil
    ) {
        self.socket = socket
        self.host = host
        self.port = port
        self.user = user
        self.password = password
    }

    /// Without the password.
    package var description: String {
        "\(user ?? "default")@\(socket ?? "\(host):\(port)")"
    }
}
