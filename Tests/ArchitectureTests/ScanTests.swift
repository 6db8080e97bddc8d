import ChildProcess
import Foundation
import Testing

/// What `bin/check` says of secrets and packages.
@Suite struct ScanTests {
    /// Put together here, so that this file has none in it.
    private static let secrets: [(kind: String, text: String)] = [
        ("PEM", "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQ"),
        ("PEM", "-----BEGIN EC " + "PRIVATE KEY-----\nMHcCAQ"),
        ("JSON Web Key", #"{"kty": "OKP", "d" : ""# + String(repeating: "a1B", count: 14) + #"c"}"#),
        ("secrets.key", "\nk1f:" + String(repeating: "Ab3", count: 14) + "c=\n"),
        ("signed token", "x eyJhbGciOiJF" + ".eyJzdWIiOiIx." + String(repeating: "sig", count: 10)),
        ("AWS", "AKIA" + "ABCDEFGHIJKLMNOP"), ("GitHub", "gh" + "p_" + String(repeating: "a1", count: 18)),
        ("GitLab", "glpat" + "-abcdefghij0123456789"), ("Slack", "xoxb" + "-1234567890-abc"),
        ("Google", "AIza" + String(repeating: "Sy0", count: 11) + "ab"),
        ("model provider", "sk" + "-proj-abcdefghijklmnop0123"),
        ("address", "mysql://root:" + "Tr0ub4dor" + "@db/x"),
        ("generator", "api" + #"_key: "q8Zr2LmX0vT7bNc4KdYw""#),
    ]

    @Test(arguments: secrets.indices) func `a secret is found, and not shown`(index: Int) throws {
        let (kind, text) = Self.secrets[index]
        let output = try scan(text, named: "notes.txt")
        #expect(output.contains(kind), "\(output)")
        #expect(output.split(separator: "\n").count == 1, "\(output)")
        #expect(!output.contains(text.suffix(12)))
    }

    @Test(arguments: ["id_ed25519", "server.pem", "private.jwk", "secrets.key", ".env"])
    func `a file that is named like a key is found`(name: String) throws {
        #expect(try scan("x", named: name).contains("named like a key"))
    }

    @Test func `words are no secrets`() throws {
        let text = """
            password: "correct horse battery staple"
            token = "the-token-of-the-session"
            let secretName = "api-token-of-the-billing"
            "d": "short"
            postgres://user:$PASSWORD@db/x
            k1: value
            """
        #expect(try scan(text, named: "notes.txt") == "")
    }

    @Test func `the repository holds no secret, and no package that nobody has looked at`() throws {
        #expect(try run("secret-scan", []) == "")
        #expect(try run("dependency-scan", []) == "")
        let list = try run("dependency-scan", ["--list"])
        for start in ["debian  nginx ", "python  xllamacpp 2"] { #expect(list.contains(start), "\(list)") }
    }

    private func scan(_ text: String, named name: String) throws -> String {
        let folder = NSTemporaryDirectory() + "scan-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        return try run("secret-scan", ["\(folder)/\(name)"])
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let (status, output, error) = try ChildProcess.run(
            "\(PackageDescription.packageRoot)/bin/steps/\(program)", arguments,
            workingDirectory: PackageDescription.packageRoot, limit: .seconds(120))
        #expect(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
        return String(decoding: output, as: UTF8.self)
    }
}
