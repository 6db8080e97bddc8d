internal import Digests
internal import Identity

/// What tries to sign in are counted for.
enum AttemptSubject {
    /// An e-mail, whether or not somebody has it: otherwise the count would tell.
    case account(email: String)
    /// An address of the network; of IPv6 its first 64 bits, since one household has all the others.
    case address(String)
    /// The same, of programs with client credentials.
    case clientAddress(String)

    /// What the table knows it by: e-mails of people who have no account here do not stand in it.
    var hash: [UInt8] {
        switch self {
        case .account(let email): SHA256.digest("account:\(email.lowercased())".utf8)
        case .address(let text): SHA256.digest("address:\(ClientNetwork.name(of: text))".utf8)
        case .clientAddress(let text): SHA256.digest("client:\(ClientNetwork.name(of: text))".utf8)
        }
    }

    var rule: AttemptRule {
        switch self {
        case .account: .account
        case .address, .clientAddress: .address
        }
    }

    /// The network that somebody signs in from, as mail tells of a new one: of IPv4 the first 24 bits, of IPv6 the first 64.
    static func place(of text: String) -> String {
        let parts = text.split(separator: ".")
        return parts.count == 4 ? parts.prefix(3).joined(separator: ".") : ClientNetwork.name(of: text)
    }
}
