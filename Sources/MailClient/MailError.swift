/// Why a message was not taken. Says nothing of the message, and not what the server wrote, which may quote it.
package enum MailError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the settings.
    case configuration(String)
    /// The server refuses this message or its receiver for good: the reply code, 500 to 599 (RFC 5321, section 4.2.1).
    case refused(code: Int)
    /// It may be taken later: the server is away, busy, does not know us, or speaks no TLS. The reply code where there was one.
    case failed(reason: String, code: Int?)

    package var description: String {
        switch self {
        case .configuration(let what): what
        case .refused(let code): "the SMTP server refuses it with \(code)"
        case .failed(let reason, let code): reason + (code.map { " (last reply \($0))" } ?? "")
        }
    }
}
