import Foundation
import TestServers

extension Platform {
    /// A connection to nginx on which anything can be said.
    func connection() throws -> RawConnection {
        try RawConnection(port: URL(string: url)?.port ?? 0)
    }

    /// All that is answered to a text, until nginx closes the connection.
    func answer(to text: String) throws -> String {
        let connection = try connection()
        connection.send(text)
        return try connection.answer()
    }
}

/// An answer of HTTP/1.1 as it went over the wire.
struct RawAnswer {
    let status: Int
    /// Names are in lower case; those that came twice are here twice.
    let headers: [(name: String, value: String)]

    /// The first one in a text.
    init(_ text: String) throws {
        let lines = text.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw Failure("no answer: \(text.prefix(200))") }
        self.status = status
        headers = lines.dropFirst().prefix { !$0.isEmpty }.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), (parts.last ?? "").trimmingCharacters(in: .whitespaces))
        }
    }

    func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
}
