import Foundation
import Testing

/// What changes something says who did it: `docs/audit.md`.
@Suite struct RecordingTests {
    /// Endpoints that change something and leave no entry, and why.
    private static let silent: [String: String] = [
        "functions/events/SendEvents.swift":
            "events are data, of which each is a row itself, and runs show what came of them",
        "functions/auth/BeginSecondFactor.swift":
            "logins are as before until it is confirmed, which is recorded",
        "functions/auth/BeginPasskey.swift":
            "there is none until the browser's answer comes, which is recorded",
        "functions/auth/BeginPasskeyLogIn.swift":
            "nobody is logged in until the passkey's answer comes, which is recorded",
        "functions/auth/BeginProof.swift":
            "nothing is proved until the passkey's answer comes, which is recorded",
        "functions/auth/BeginProviderLogIn.swift":
            "nobody is logged in until the answer comes, which is recorded",
        "functions/auth/LinkIdentity.swift":
            "nothing is linked until the answer comes, which is recorded",
        "functions/auth/RequestPasswordReset.swift":
            "it changes nothing, and nothing may look whether somebody has the e-mail",
    ]

    @Test func `every endpoint that changes something records it, or says why not`() throws {
        let folder = "\(PackageDescription.packageRoot)/functions"
        var changing: Set<String> = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
            let (path, text) = (
                "functions/\(file)", try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            )
            guard text.contains(/static let route = Route\.(?:post|put|delete)\(/) else { continue }
            changing.insert(path)
            let isRecording = text.contains("request.record(")
            let isSilent = Self.silent[path] != nil
            #expect(isRecording != isSilent, "\(path) \(isSilent ? "is listed and records" : "records nothing")")
        }
        #expect(changing.count > 12)
        #expect(changing.isSuperset(of: Self.silent.keys), "a listed file is no such endpoint any more")
    }
}
