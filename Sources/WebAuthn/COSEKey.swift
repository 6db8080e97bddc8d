internal import Crypto
internal import CryptoExtras
internal import FoundationEssentials

/// A public key of an authenticator (RFC 9052, section 7; RFC 9053), of the kinds that are asked for: Web Authentication Level 3,
/// section 5.8.5 and section 6.5.1.1.
struct COSEKey {
    /// Algorithms by their numbers (IANA, COSE Algorithms), the best first.
    enum Algorithm: Int64, CaseIterable {
        case edDSA = -8
        case es256 = -7
        case rs256 = -257
    }

    private enum Key {
        case es256(P256.Signing.PublicKey)
        case edDSA(Curve25519.Signing.PublicKey)
        case rs256(_RSA.Signing.PublicKey)
    }

    /// Bytes of the longest RSA modulus: a longer one only takes time.
    private static let modulusLimit = 512
    /// Bytes of the longest RSA exponent.
    private static let exponentLimit = 4
    private static let coordinateLength = 32

    private let key: Key

    /// - Throws: ``WebAuthnError/unsupportedKey``, ``WebAuthnError/malformed(_:)``.
    init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard let members = (try? CBORReader.read(bytes))?.map else { throw .malformed(.publicKey) }
        guard case .integer(let number) = members[.integer(3)], let algorithm = Algorithm(rawValue: number) else {
            throw .unsupportedKey
        }
        let key: Key? =
            switch algorithm {
            case .es256: Self.es256(members).map(Key.es256)
            case .edDSA: Self.edDSA(members).map(Key.edDSA)
            case .rs256: Self.rs256(members).map(Key.rs256)
            }
        guard let key else { throw .unsupportedKey }
        self.key = key
    }

    /// Whether the key signed these bytes.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch key {
        case .es256(let key):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature)).map {
                key.isValidSignature($0, for: message)
            } ?? false
        case .edDSA(let key): key.isValidSignature(signature, for: message)
        case .rs256(let key):
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: message, padding: .insecurePKCS1v1_5)
        }
    }

    /// Key type EC2 on the curve P-256 (RFC 9053, section 7.1.1), uncompressed.
    private static func es256(_ members: [CBOR: CBOR]) -> P256.Signing.PublicKey? {
        guard members[.integer(1)] == .integer(2), members[.integer(-1)] == .integer(1),
            let x = members[.integer(-2)]?.bytes, x.count == coordinateLength,
            let y = members[.integer(-3)]?.bytes, y.count == coordinateLength
        else { return nil }
        // Refuses what is no point of the curve.
        return try? P256.Signing.PublicKey(x963Representation: [0x04] + x + y)
    }

    /// Key type OKP on the curve Ed25519 (RFC 9053, section 7.2).
    private static func edDSA(_ members: [CBOR: CBOR]) -> Curve25519.Signing.PublicKey? {
        guard members[.integer(1)] == .integer(1), members[.integer(-1)] == .integer(6),
            let x = members[.integer(-2)]?.bytes, x.count == coordinateLength
        else { return nil }
        return try? Curve25519.Signing.PublicKey(rawRepresentation: x)
    }

    /// Key type RSA (RFC 8230, section 4), from 2,048 bits.
    private static func rs256(_ members: [CBOR: CBOR]) -> _RSA.Signing.PublicKey? {
        guard members[.integer(1)] == .integer(3),
            let modulus = members[.integer(-1)]?.bytes, modulus.count <= modulusLimit,
            let exponent = members[.integer(-2)]?.bytes, exponent.count <= exponentLimit
        else { return nil }
        return try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
    }
}
