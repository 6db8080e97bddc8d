/// Why a command has no answer. Holds no value of a command, so it can be logged.
package enum RedisError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No connection, it was lost, or this server cannot serve now (it loads its data, or is no master any more): whether
    /// the command was carried out is not known. The next command connects again.
    case connection(String)
    /// Redis answered with an error; `code` is its first word, such as `WRONGTYPE` or `NOPERM`, or a script's own.
    case refused(code: String, command: String)
    /// The answer has another form than the command's should.
    case unexpected(command: String)

    package var description: String {
        switch self {
        case .connection(let reason): "redis: \(reason)"
        case .refused(let code, let command): "redis: \(command) refused: \(code)"
        case .unexpected(let command): "redis: unexpected answer to \(command)"
        }
    }

    /// Codes of a server that another connection, perhaps to another server, will not see.
    private static let unavailable: Set<String> = ["LOADING", "READONLY", "MASTERDOWN"]

    /// What an error reply means.
    init(code: String, command: String) {
        self = Self.unavailable.contains(code) ? .connection(code) : .refused(code: code, command: command)
    }

    /// The first word; the rest may quote arguments.
    static func code(in text: UnsafeRawBufferPointer) -> String {
        String(decoding: text.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }
}
