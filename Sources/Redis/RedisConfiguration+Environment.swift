internal import Glibc

extension RedisConfiguration {
    /// An environment variable that is wrong.
    package struct Problem: Error, Sendable, CustomStringConvertible {
        package let variable: String
        package let description: String
    }

    private static let passwordLimit = 4_096

    /// Reads `REDIS_SOCKET` or `REDIS_HOST` and `REDIS_PORT`; `REDIS_USER`; and `REDIS_PASSWORD_FILE`, which holds the
    /// password and perhaps a newline.
    ///
    /// - Throws: ``Problem``.
    package init(environment: [String: String]) throws {
        self.init(socket: environment["REDIS_SOCKET"], user: environment["REDIS_USER"])
        if let host = environment["REDIS_HOST"] { self.host = host }
        if let text = environment["REDIS_PORT"] {
            guard let number = UInt16(text), number > 0 else {
                throw Problem(variable: "REDIS_PORT", description: "REDIS_PORT is no port number: \(text)")
            }
            port = Int(number)
        }
        if let path = environment["REDIS_PASSWORD_FILE"] { password = try Self.password(in: path) }
    }

    private static func password(in path: String) throws -> String {
        guard let file = fopen(path, "re") else {
            let reason = String(cString: strerror(errno))
            throw Problem(variable: "REDIS_PASSWORD_FILE", description: "REDIS_PASSWORD_FILE \(path): \(reason)")
        }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: passwordLimit) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}
