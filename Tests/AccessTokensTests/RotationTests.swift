import Foundation
import Identity
import JSON
import KeyFiles
import Testing

@testable import AccessTokens

struct RotationTests {
    let keys: Keys

    init() throws {
        keys = try Keys()
    }

    @Test func `the new key signs, and what the old one signed stays good`() throws {
        let old = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        let first = try keys.keyID
        _ = try AccessTokenSigner.rotateKeyFiles(directory: keys.directory)
        #expect(try keys.keyID != first)
        let new = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        for token in [old, new] { _ = try keys.verifier().caller(of: token) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys.directory).count == 2)
        let facts = try FileManager.default.attributesOfItem(atPath: keys.files.privateKey)
        #expect(facts[.posixPermissions] as? Int == 0o600)
        // What stands beside a key in the file is nobody else's business.
        #expect(try !keys.verifier().jwks.text.contains("retiredAt"))
    }

    @Test func `a key goes when it has signed nothing for its time, and the one that signs never`() throws {
        let start = Timestamp.now
        let first = try keys.keyID
        _ = try AccessTokenSigner.rotateKeyFiles(directory: keys.directory, at: start)
        let second = try keys.keyID
        _ = try AccessTokenSigner.rotateKeyFiles(directory: keys.directory, at: start + .seconds(1_800))
        func retire(_ seconds: Int) throws -> [String] {
            try AccessTokenSigner.removeRetiredKeys(directory: keys.directory, at: start + .seconds(seconds))
        }
        #expect(try retire(3_599) == [])
        #expect(try retire(3_600) == [first])
        #expect(try retire(5_399) == [])
        #expect(try retire(5_400) == [second])
        #expect(try retire(1_000_000) == [])
        let token = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        _ = try keys.verifier().caller(of: token)
    }

    @Test func `a running program takes a token of a new key at once, and none of one that is gone`() throws {
        let published = try PublishedKeys(jwksFile: keys.files.jwks)
        let old = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        _ = try published.claims(of: old)
        _ = try AccessTokenSigner.rotateKeyFiles(directory: keys.directory)
        let new = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        _ = try published.claims(of: new)
        _ = try published.claims(of: old)
        #expect(published.generation == 1)
        // A file that is just being written changes nothing.
        let text = try String(contentsOfFile: keys.files.jwks, encoding: .utf8)
        try "{".write(toFile: keys.files.jwks, atomically: false, encoding: .utf8)
        #expect(throws: AccessTokenError.self) { try published.claims(of: unknown()) }
        _ = try published.claims(of: new)
        try text.write(toFile: keys.files.jwks, atomically: true, encoding: .utf8)
        #expect(throws: AccessTokenError.self) { try published.claims(of: unknown()) }
        #expect(published.generation == 2)
        #expect(try AccessTokenSigner.removeRetiredKeys(directory: keys.directory, for: .zero).count == 1)
        let end = ContinuousClock.now + .seconds(30)
        while published.generation == 2, ContinuousClock.now < end { published.refresh() }
        #expect(throws: AccessTokenError.invalid(reason: AccessTokenVerifier.unknownKey)) {
            try published.claims(of: old)
        }
        _ = try published.claims(of: new)
        #expect(published.jwks["keys"]?.array?.count == 1)
    }

    /// A token of another system.
    private func unknown() throws -> String {
        try Keys().signer().sign(.someone, expiresIn: .seconds(60))
    }
}
