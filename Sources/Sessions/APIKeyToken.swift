internal import Digests
package import Identity
internal import TextEncodings

/// What a program sends in place of an access token: `ik_` and in base64url the tenant (16 bytes), the key (16) and its secret (32).
/// The prefix is for those who look for secrets where none belong.
package struct APIKeyToken: Sendable {
    package static let prefix = "ik_"
    private static let identifierSize = 16
    private static let secretSize = 32
    private static let size = 2 * identifierSize + secretSize
    /// In bytes, of the whole text.
    package static let length = prefix.utf8.count + (size * 8 + 5) / 6

    package let tenant: TenantID
    package let key: APIKeyID
    private let secret: [UInt8]

    /// A new one.
    package init(of key: APIKeyID, in tenant: TenantID) {
        self.tenant = tenant
        self.key = key
        secret = RandomBytes.make(Self.secretSize)
    }

    /// One that somebody sends; nil for a text that cannot be one.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, text.hasPrefix(Self.prefix),
            let bytes = Base64URL.decode(text.utf8.dropFirst(Self.prefix.utf8.count)), bytes.count == Self.size,
            let tenant = TenantID(bytes: Array(bytes[..<Self.identifierSize])),
            let key = APIKeyID(bytes: Array(bytes[Self.identifierSize..<2 * Self.identifierSize]))
        else { return nil }
        self.tenant = tenant
        self.key = key
        secret = Array(bytes[(2 * Self.identifierSize)...])
    }

    package var text: String { Self.prefix + Base64URL.encode(tenant.bytes + key.bytes + secret) }

    /// What the database keeps. 256 random bits need no slow hash: nobody guesses them.
    package var secretHash: [UInt8] { SHA256.digest(secret) }

    /// Whether its secret is the one with this hash. Takes as long wherever the two differ.
    package func proves(_ hash: [UInt8]) -> Bool { ConstantTime.isEqual(secretHash, hash) }
}
