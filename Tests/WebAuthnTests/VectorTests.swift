import Foundation
import JSON
import TestServers
import Testing
import TextEncodings

@testable import WebAuthn

/// The examples of the standard: Web Authentication Level 3, section 16.
@Suite struct VectorTests {
    private static let refused: [String: WebAuthnError] = [
        "ES256 Credential with crossOrigin: true in clientDataJSON": .wrongOrigin,
        "ES256 Credential with topOrigin in clientDataJSON": .wrongOrigin,
        "Packed Attestation with ES384 Credential": .unsupportedKey,
        "Packed Attestation with ES512 Credential": .unsupportedKey,
        "Packed Attestation with Ed448 Credential": .unsupportedKey,
    ]

    private let party: RelyingParty
    private let vectors: [JSON]

    init() throws {
        party = try #require(RelyingParty(publicURL: "https://example.org"))
        let file = "\(TestServers.packageRoot)/Tests/web-authentication-vectors.json"
        vectors = try #require(JSON(parsing: String(contentsOfFile: file, encoding: .utf8))["vectors"]?.array)
    }

    private static func bytes(_ json: JSON?) throws -> [UInt8] {
        let digits = Array(try #require(json?.string))
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
    }

    private static func response(_ vector: JSON, _ ceremony: String, _ members: [String]) throws -> JSON {
        var response: JSON = [:]
        for member in members { response[member] = .string(Base64URL.encode(try bytes(vector[ceremony]?[member]))) }
        let id = Base64URL.encode(try bytes(vector["id"]))
        return ["id": .string(id), "type": "public-key", "response": response]
    }

    private func register(_ vector: JSON, _ response: JSON? = nil) throws -> CredentialRecord {
        let registration = try RegistrationResponse(
            response ?? Self.response(vector, "registration", ["clientDataJSON", "attestationObject"]))
        #expect(
            try response != nil || registration.clientData.challenge == Self.bytes(vector["registration"]?["challenge"])
        )
        return try party.register(registration, to: Challenge(registration.clientData))
    }

    private func signIn(_ vector: JSON, _ record: CredentialRecord, _ response: JSON? = nil) throws {
        let answer = try AuthenticationResponse(response ?? Self.authentication(vector))
        let challenge = try AuthenticationResponse(Self.authentication(vector)).clientData
        _ = try party.authenticate(
            answer, to: Challenge(challenge), with: record, of: [], isAlone: false)
    }

    private static func authentication(_ vector: JSON) throws -> JSON {
        try response(vector, "authentication", ["clientDataJSON", "authenticatorData", "signature"])
    }

    @Test func `examples of each kind of attestation register and sign in`() throws {
        #expect(vectors.count == 15)
        for vector in vectors {
            let name = try #require(vector["name"]?.string)
            if let error = Self.refused[name] {
                #expect(throws: error, "\(name)") { try register(vector) }
            } else {
                let record = try register(vector)
                #expect(try record.id == Self.bytes(vector["id"]))
                try signIn(vector, record)
            }
        }
    }

    @Test func `what is cut at any place, or longer, is refused`() throws {
        for vector in vectors where Self.refused[vector["name"]?.string ?? ""] == nil {
            let record = try register(vector)
            let object = try Self.bytes(vector["registration"]?["attestationObject"])
            for count in 0..<object.count {
                #expect(throws: CBORError.self) { try CBORReader.read(Array(object.prefix(count))) }
            }
            let data = try Self.bytes(vector["authentication"]?["authenticatorData"])
            for changed in (0..<data.count).map({ Array(data.prefix($0)) }) + [data + [0]] {
                var response = try Self.authentication(vector)
                var members = try #require(response["response"])
                members["authenticatorData"] = .string(Base64URL.encode(changed))
                response["response"] = members
                #expect(throws: WebAuthnError.malformed(.authenticatorData)) { try signIn(vector, record, response) }
            }
        }
    }

    @Test func `no altered byte of a login is taken, and none of a registration does harm`() throws {
        var generator = SeededGenerator(seed: 1)
        for vector in vectors where Self.refused[vector["name"]?.string ?? ""] == nil {
            let record = try register(vector)
            for member in ["clientDataJSON", "authenticatorData", "signature"] {
                for response in try Self.altered(Self.authentication(vector), member, &generator) {
                    #expect(throws: WebAuthnError.self) { try signIn(vector, record, response) }
                }
            }
            let registration = try Self.response(vector, "registration", ["clientDataJSON", "attestationObject"])
            for response in try Self.altered(registration, "attestationObject", &generator) {
                // The make of an authenticator, its key's bytes and what it attests may change; nothing may crash.
                _ = try? register(vector, response)
            }
        }
    }

    /// An answer with each byte of a member changed in turn.
    private static func altered(_ json: JSON, _ member: String, _ generator: inout SeededGenerator) throws -> [JSON] {
        let text = try #require(json["response"]?[member]?.string)
        let bytes = try #require(Base64URL.decode(text.utf8))
        return bytes.indices.map { index in
            var (changed, json) = (bytes, json)
            changed[index] ^= UInt8.random(in: 1 ... .max, using: &generator)
            var members = json["response"] ?? [:]
            members[member] = .string(Base64URL.encode(changed))
            json["response"] = members
            return json
        }
    }
}
