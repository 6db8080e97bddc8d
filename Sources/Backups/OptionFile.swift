internal import Database
internal import Glibc

/// How MariaDB's own programs reach the server, in a file that has no name: the password stands in no
/// argument, and is gone with this process.
final class OptionFile {
    private let file: UnnamedFile

    init(_ configuration: DatabaseConfiguration) throws(BackupError) {
        file = try UnnamedFile()
        let address =
            configuration.socket.map { "socket=\(Self.quoted($0))\n" }
            ?? "host=\(Self.quoted(configuration.host))\nport=\(configuration.port)\nprotocol=tcp\n"
        let text =
            "[client]\n" + address
            + "user=\(Self.quoted(configuration.user))\npassword=\(Self.quoted(configuration.password))\n"
        let bytes = Array(text.utf8)
        guard write(file.descriptor, bytes, bytes.count) == bytes.count else {
            throw .unwritable(path: "/tmp", reason: String(cString: strerror(errno)))
        }
    }

    /// For `--defaults-file`, as long as this value lives.
    var path: String { file.path }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character in
            character == "\\" || character == "\"" ? "\\\(character)" : String(character)
        }
        return "\"" + escaped.joined() + "\""
    }
}
