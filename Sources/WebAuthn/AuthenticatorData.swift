/// What an authenticator says of itself and of what happened (Web Authentication Level 3, section 6.1).
struct AuthenticatorData {
    struct Flags: OptionSet {
        let rawValue: UInt8

        static let userPresent = Flags(rawValue: 1 << 0)
        static let userVerified = Flags(rawValue: 1 << 2)
        static let backupEligible = Flags(rawValue: 1 << 3)
        static let backedUp = Flags(rawValue: 1 << 4)
        static let hasCredential = Flags(rawValue: 1 << 6)
        static let hasExtensions = Flags(rawValue: 1 << 7)
    }

    /// A new credential (section 6.5.1). Which model of authenticator it is (AAGUID) is not looked at.
    struct Credential {
        let id: [UInt8]
        /// As it came, in COSE.
        let publicKey: [UInt8]
    }

    private static let hashLength = 32
    private static let modelLength = 16

    let relyingPartyHash: [UInt8]
    let flags: Flags
    let signCount: UInt32
    let credential: Credential?

    /// - Throws: ``WebAuthnError/malformed(_:)``, also where something follows that the flags do not tell of.
    init(_ bytes: [UInt8]) throws(WebAuthnError) {
        var rest = bytes[...]
        relyingPartyHash = try Self.take(Self.hashLength, of: &rest)
        flags = Flags(rawValue: try Self.take(1, of: &rest)[0])
        signCount = try Self.take(4, of: &rest).reduce(0) { $0 << 8 | UInt32($1) }
        credential = flags.contains(.hasCredential) ? try Self.credential(&rest) : nil
        if flags.contains(.hasExtensions) {
            var reader = CBORReader(rest)
            // None was asked for, and what comes of itself is not looked at (section 7.1, step 27).
            guard (try? reader.value())?.map != nil else { throw .malformed(.authenticatorData) }
            rest = reader.rest
        }
        guard rest.isEmpty else { throw .malformed(.authenticatorData) }
    }

    private static func credential(_ rest: inout ArraySlice<UInt8>) throws(WebAuthnError) -> Credential {
        _ = try take(modelLength, of: &rest)
        let length = try take(2, of: &rest).reduce(0) { $0 << 8 | Int($1) }
        guard (1...CredentialRecord.idLimit).contains(length) else { throw .malformed(.authenticatorData) }
        let id = try take(length, of: &rest)
        // The key says itself where it ends.
        var reader = CBORReader(rest)
        guard (try? reader.value())?.map != nil else { throw .malformed(.publicKey) }
        let key = Array(rest[..<reader.rest.startIndex])
        rest = reader.rest
        return Credential(id: id, publicKey: key)
    }

    private static func take(_ count: Int, of rest: inout ArraySlice<UInt8>) throws(WebAuthnError) -> [UInt8] {
        guard rest.count >= count else { throw .malformed(.authenticatorData) }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
