package import Identity
internal import TextEncodings

/// A message of plain text (RFC 5322), sent by a program.
package struct MailMessage: Sendable {
    /// In bytes without the line's end (RFC 5322, section 2.1.1).
    private static let lineLimit = 998
    private static let base64LineLength = 76

    let sender: String
    let recipient: String
    private let subject: String
    private let text: String
    private let id: String
    private let date: Timestamp

    /// - Parameters:
    ///   - sender: an address, without a name.
    ///   - id: the same each time it is sent, so that the receiver can tell a second copy.
    /// - Throws: ``MailError/configuration(_:)``: an address or the subject would break a header.
    package init(
        from sender: String, to recipient: String, subject: String, text: String, id: String, date: Timestamp = .now
    ) throws(MailError) {
        for value in [sender, recipient, subject, id] where !value.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) {
            throw .configuration("a message's addresses, subject and id take printable ASCII only")
        }
        for address in [sender, recipient]
        where !address.contains("@") || address.contains(where: { "<> ".contains($0) }) {
            throw .configuration("expected an address such as mail@example.com")
        }
        (self.sender, self.recipient, self.subject, self.text) = (sender, recipient, subject, text)
        (self.id, self.date) = (id, date)
    }

    /// The message as it goes over the line.
    var bytes: [UInt8] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isPlain =
            text.utf8.allSatisfy { $0 < 127 && ($0 >= 32 || $0 == 10) }
            && lines.allSatisfy { $0.utf8.count <= Self.lineLimit }
        let head = [
            "From: <\(sender)>", "To: <\(recipient)>", "Subject: \(subject)", "Date: \(Self.text(of: date))",
            "Message-ID: <\(id)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: \(isPlain ? "7bit" : "base64")",
        ]
        let body = isPlain ? lines.map(String.init) : Self.base64Lines(lines.joined(separator: "\r\n"))
        return Array((head + [""] + body + [""]).joined(separator: "\r\n").utf8)
    }

    private static func base64Lines(_ text: String) -> [String] {
        let code = Array(Base64.encode(Array(text.utf8)).utf8)
        return stride(from: 0, to: code.count, by: base64LineLength).map { start in
            String(decoding: code[start..<min(start + base64LineLength, code.count)], as: UTF8.self)
        }
    }

    /// `Thu, 26 Nov 2026 09:58:00 +0000`.
    private static func text(of date: Timestamp) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970 began on a Thursday.
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let parts = date.text(separator: "-").split { "-.".contains($0) }.map(String.init)
        let day = days[Int(date.microseconds / 86_400_000_000 % 7)]
        return "\(day), \(parts[2]) \(months[(Int(parts[1]) ?? 1) - 1]) \(parts[0]) \(parts[3]) +0000"
    }
}
