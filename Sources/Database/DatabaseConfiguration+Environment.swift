internal import Glibc

extension DatabaseConfiguration {
    /// An environment variable that is missing or wrong.
    package struct Problem: Error, Sendable, CustomStringConvertible {
        package let variable: String
        package let description: String
    }

    private static let passwordLimit = 4_096

    /// Reads `DATABASE_SOCKET` or `DATABASE_HOST` and `DATABASE_PORT`; `DATABASE_USER`, `DATABASE_NAME`; and
    /// `DATABASE_PASSWORD_FILE`, which holds the password and perhaps a newline.
    ///
    /// - Throws: ``Problem``.
    package init(environment: [String: String]) throws {
        func required(_ name: String) throws -> String {
            guard let value = environment[name], !value.isEmpty else {
                throw Problem(variable: name, description: "\(name) is not set")
            }
            return value
        }
        self.init(
            socket: environment["DATABASE_SOCKET"], user: try required("DATABASE_USER"),
            database: try required("DATABASE_NAME"))
        if let host = environment["DATABASE_HOST"] { self.host = host }
        if let text = environment["DATABASE_PORT"] {
            guard let number = UInt16(text), number > 0 else {
                throw Problem(variable: "DATABASE_PORT", description: "DATABASE_PORT is no port number: \(text)")
            }
            port = Int(number)
        }
        if let path = environment["DATABASE_PASSWORD_FILE"] { password = try Self.password(in: path) }
    }

    private static func password(in path: String) throws -> String {
        guard let file = fopen(path, "re") else {
            let reason = String(cString: strerror(errno))
            throw Problem(
                variable: "DATABASE_PASSWORD_FILE", description: "DATABASE_PASSWORD_FILE \(path): \(reason)")
        }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: passwordLimit) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }
}
