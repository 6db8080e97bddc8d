internal import Digests
internal import Glibc

/// What tries to sign in are counted for.
enum AttemptSubject {
    /// An e-mail, whether or not somebody has it: otherwise the count would tell.
    case account(email: String)
    /// An address of the network; of IPv6 its first 64 bits, since one household has all the others.
    case address(String)

    /// What the table knows it by: e-mails of people who have no account here do not stand in it.
    var hash: [UInt8] {
        switch self {
        case .account(let email): SHA256.digest("account:\(email.lowercased())".utf8)
        case .address(let text): SHA256.digest("address:\(Self.network(of: text))".utf8)
        }
    }

    var rule: AttemptRule {
        switch self {
        case .account: .account
        case .address: .address
        }
    }

    /// The network that somebody signs in from, as mail tells of a new one: of IPv4 the first 24 bits, of IPv6 the first 64.
    static func place(of text: String) -> String {
        let parts = text.split(separator: ".")
        return parts.count == 4 ? parts.prefix(3).joined(separator: ".") : network(of: text)
    }

    private static func network(of text: String) -> String {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return text }
        let bytes = withUnsafeBytes(of: &address) { Array($0.prefix(8)) }
        return bytes.map { String($0, radix: 16) }.joined(separator: ".")
    }
}
