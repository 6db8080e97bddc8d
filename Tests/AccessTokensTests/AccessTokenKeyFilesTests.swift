import Foundation
import Identity
import JSON
import KeyFiles
import Testing
import TextEncodings

@testable import AccessTokens

struct AccessTokenKeyFilesTests {
    let keys: Keys

    init() throws {
        keys = try Keys()
    }

    @Test func `only the owner reads the private key, and the public file holds nothing of it`() throws {
        #expect(try mode(keys.files.privateKey) == 0o600)
        #expect(try mode(keys.files.jwks) == 0o644)
        let key = try KeyFile.json(keys.files.privateKey)
        let secret = try #require(key["d"]?.string)
        #expect(Base64URL.decode(secret.utf8)?.count == 32)
        #expect(!(try text(keys.files.jwks).contains(secret)))
        #expect(try KeyFile.json(keys.files.jwks)["keys"]?.array?.map { $0["d"] } == [nil])
        #expect(try FileManager.default.contentsOfDirectory(atPath: keys.directory).count == 2)
    }

    @Test func `publishes public keys only, also of a file with a private one`() throws {
        let key = try KeyFile.json(keys.files.privateKey)
        let set: JSON = ["keys": [key, ["kty": "oct", "kid": "1", "k": "c2VjcmV0"]]]
        try KeyFile.replace(keys.files.jwks, set.text, mode: 0o644)
        let published = try keys.verifier().jwks["keys"]?.array
        #expect(published?.map { $0["kid"] } == [key["kid"]])
        #expect(published?.first?["x"] == key["x"])
        #expect(published?.first?["d"] == nil)
    }

    @Test func `keeps the files that are there`() throws {
        let before = try (text(keys.files.privateKey), text(keys.files.jwks))
        try AccessTokenSigner.generateKeyFiles(directory: keys.directory)
        #expect(try (text(keys.files.privateKey), text(keys.files.jwks)) == before)
    }

    @Test func `makes the public file again from the private one`() throws {
        let token = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        try FileManager.default.removeItem(atPath: keys.files.jwks)
        try AccessTokenSigner.generateKeyFiles(directory: keys.directory)
        _ = try keys.verifier().caller(of: token)
    }

    @Test func `a new private key joins the old ones`() throws {
        let old = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        try FileManager.default.removeItem(atPath: keys.files.privateKey)
        try AccessTokenSigner.generateKeyFiles(directory: keys.directory)
        let new = try keys.signer().sign(.someone, expiresIn: .seconds(60))
        _ = try keys.verifier().caller(of: old)
        _ = try keys.verifier().caller(of: new)
    }

    @Test func `processes that start at once agree on one key`() async throws {
        let directory = keys.directory
        try FileManager.default.removeItem(atPath: keys.files.privateKey)
        try FileManager.default.removeItem(atPath: keys.files.jwks)
        try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    let files = try AccessTokenSigner.generateKeyFiles(directory: directory)
                    let token = try AccessTokenSigner(keyFile: files.privateKey).sign(.someone, expiresIn: .seconds(60))
                    _ = try AccessTokenVerifier(jwksFile: files.jwks).caller(of: token)
                }
            }
            try await group.waitForAll()
        }
        #expect(try KeyFile.json(keys.files.jwks)["keys"]?.array?.count == 1)
    }

    @Test func `says which file is wrong and why, and nothing of the key`() throws {
        let missing = keys.directory + "/missing"
        #expect(throws: KeyFileError(file: missing, reason: "cannot be opened: No such file or directory")) {
            try AccessTokenSigner(keyFile: missing)
        }
        #expect(throws: KeyFileError(file: missing, reason: "cannot be opened: No such file or directory")) {
            try AccessTokenVerifier(jwksFile: missing)
        }
        for content in ["", "{", "[]", "{}", #"{"keys": {}}"#, #"{"keys": []}"#, #"{"keys": [{"kty": "RSA"}]}"#] {
            try content.write(toFile: missing, atomically: true, encoding: .utf8)
            #expect(throws: KeyFileError.self) { try AccessTokenSigner(keyFile: missing) }
            #expect(throws: KeyFileError.self) { try AccessTokenVerifier(jwksFile: missing) }
        }
    }

    @Test func `signs as RFC 8037 shows`() throws {
        let file = keys.directory + "/rfc8037.jwk"
        let key: JSON = [
            "kty": "OKP", "crv": "Ed25519", "kid": "appendix A.1", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
        ]
        #expect(try KeyFile.create(file, key.text, mode: 0o600))
        let text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
        let signature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        #expect(try PrivateKey(contentsOf: file).publicKey.json["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        #expect(try AccessTokenSigner(keyFile: file).signed(text) == text + "." + signature)
    }

    private func mode(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    }

    private func text(_ file: String) throws -> String {
        try String(contentsOfFile: file, encoding: .utf8)
    }
}
