import ChildProcess
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// A passkey of somebody, and their browser (soft-webauthn).
struct SoftPasskey {
    private let file: String
    let client: Client

    /// - Parameter client: who asks; only adding and proving ask for somebody who is signed in.
    init(in directory: String, _ name: String, _ client: Client) {
        file = "\(directory)/\(name).passkey"
        self.client = client
    }

    /// What the browser answers to options.
    func answer(
        _ action: String, to options: HTTPResponse, origin: String = Platform.publicURL, _ more: [String] = []
    ) throws -> JSON {
        guard options.status == 201 else { throw Failure("options: \(options.status) \(options.text)") }
        let (status, output, error) = try ChildProcess.run(
            TestServers.testTool("python"),
            ["\(TestServers.packageRoot)/Tests/soft-authenticator", file, action, origin] + more, input: options.body,
            limit: .seconds(30))
        guard status.isSuccess else { throw Failure(String(decoding: error, as: UTF8.self)) }
        return try JSON(parsing: output)
    }

    func begin() throws -> HTTPResponse { try client.send("POST", "/api/v1/auth/passkeys/options") }

    func add(_ credential: JSON, named name: String = "laptop") throws -> HTTPResponse {
        try client.post("/api/v1/auth/passkeys", ["name": .string(name), "credential": credential])
    }

    /// Makes it, and registers it: the answer to that.
    func added(_ more: String...) throws -> HTTPResponse { try add(answer("create", to: begin(), more)) }

    /// What goes to a login: alone, or after a password.
    func signed(after challenge: String? = nil, _ more: String...) throws -> JSON {
        let body: JSON = challenge.map { ["challenge": .string($0)] } ?? [:]
        let options = try Client(url: client.url).post("/api/v1/auth/login/passkey/options", body)
        return try answer("get", to: options, more)
    }

    func logIn(_ answer: JSON, after challenge: String? = nil, tenant: String? = nil) throws -> HTTPResponse {
        var body: JSON = ["passkey": answer]
        if let challenge { body["challenge"] = .string(challenge) }
        if let tenant { body["tenant"] = .string(tenant) }
        return try Client(url: client.url).post("/api/v1/auth/login/passkey", body)
    }

    /// What goes to a proof.
    func proof(_ more: String...) throws -> JSON {
        try answer("get", to: client.send("POST", "/api/v1/auth/step-up/options"), more)
    }

    func stepUp(_ body: JSON) throws -> HTTPResponse { try client.post("/api/v1/auth/step-up", body) }
}
