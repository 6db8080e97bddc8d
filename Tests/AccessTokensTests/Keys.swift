import Foundation
import Identity
import JSON
import TextEncodings

@testable import AccessTokens

/// A system's keys in a directory of their own, which goes away with this value.
final class Keys {
    let directory: String
    let files: AccessTokenKeyFiles

    init() throws {
        directory = NSTemporaryDirectory() + "keys-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        files = try AccessTokenSigner.generateKeyFiles(directory: directory)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    var keyID: String {
        get throws { try PrivateKey(contentsOf: files.privateKey).id }
    }

    func signer() throws -> AccessTokenSigner {
        try AccessTokenSigner(keyFile: files.privateKey)
    }

    func verifier() throws -> AccessTokenVerifier {
        try AccessTokenVerifier(jwksFile: files.jwks)
    }

    /// A token with any header and payload, truly signed with the private key.
    func token(_ header: JSON, _ payload: JSON) throws -> String {
        try signer().signed(Base64URL.encode(header.bytes) + "." + Base64URL.encode(payload.bytes))
    }
}

extension Caller {
    static var someone: Caller {
        Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: .developer)
    }
}

extension AccessTokenVerifier {
    /// Who sends a request with this token.
    func caller(of token: String, at time: Timestamp = .now) throws(AccessTokenError) -> Caller {
        let claims = try claims(of: token)
        try claims.check(at: time)
        return claims.caller
    }
}
