import Foundation
import KeyFiles
import TestServers
import Testing
import TextEncodings

@testable import Encryption

@Suite struct KeyRingTests {
    @Test func `a new file is for its owner only, and stays as it is`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let file = "\(directory)/secrets.key"
            try KeyRing.makeMissing(file)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            var facts = stat()
            #expect(stat(file, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
            try KeyRing.makeMissing(file)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["secrets.key"])
            #expect(text.contains(/^k[0-9a-f]{1,16}:[A-Za-z0-9+\/]{43}=\n$/))
            #expect(try KeyRing(contentsOf: file).keyIDs.count == 1)
        }
    }

    @Test func `a file is made once, also by many at once`() async throws {
        try await TestServers.temporaryDirectory { directory in
            let file = "\(directory)/secrets.key"
            let rings = try await withThrowingTaskGroup(of: Set<String>.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try KeyRing.makeMissing(file)
                        return try KeyRing(contentsOf: file).keyIDs
                    }
                }
                return try await group.reduce(into: Set<Set<String>>()) { $0.insert($1) }
            }
            #expect(rings.count == 1)
        }
    }

    @Test func `the first key seals, and all of them open`() throws {
        let (old, new) = (EncryptionKey(), EncryptionKey())
        let before = try KeyRing(old.line, file: "f")
        let sealed = try before.seal([1, 2, 3], boundTo: [9])
        let after = try KeyRing("# the new one\n\(new.line)\n\n\(old.line)\n", file: "f")
        #expect(try after.open(sealed, boundTo: [9]) == [1, 2, 3])
        #expect(try after.seal([1], boundTo: []).keyID == new.id)
        #expect(throws: EncryptionError.unknownKey(id: new.id)) {
            try before.open(after.seal([1], boundTo: []), boundTo: [])
        }
        // Another key under the same name is not that key.
        let wrong = try KeyRing("\(old.id):\(Base64.encode(new.bytes))", file: "f")
        #expect(throws: EncryptionError.altered) { try wrong.open(sealed, boundTo: [9]) }
    }

    @Test func `the same is never sealed the same way twice`() throws {
        let ring = try KeyRing(EncryptionKey().line, file: "f")
        let all = try (0..<100).map { _ in try ring.seal([1, 2, 3], boundTo: []) }
        #expect(Set(all.map(\.nonce)).count == 100)
        #expect(Set(all.map(\.ciphertext)).count == 100)
    }

    @Test(
        "A file that is no key file is refused with the line",
        arguments: [
            ("", "no key in it"), ("# nothing\n", "no key in it"), ("a:b\n", "line 1"),
            ("k1:\(String(repeating: "A", count: 43))=\nk2\n", "line 2"),
            ("K1:\(String(repeating: "A", count: 43))=", "line 1"),
            ("k1:\(String(repeating: "A", count: 42))B=", "line 1"),
            ("k1:\(String(repeating: "A", count: 40))", "line 1"), (":\(String(repeating: "A", count: 43))=", "line 1"),
            ("k1:\(String(repeating: "A", count: 43))= ", "line 1"),
            ("k1:\(String(repeating: "A", count: 43))=\nk1:\(String(repeating: "A", count: 43))=", "line 2"),
        ])
    func refused(text: String, reason: String) throws {
        let error = try #require(throws: KeyFileError.self) { try KeyRing(text, file: "/keys/secrets.key") }
        #expect(error.description.hasPrefix("/keys/secrets.key: "))
        #expect(error.description.contains(reason), "\(error)")
        #expect(!error.description.contains("AAAA"))
    }

    @Test func `a file that is not there, or has no end, is named`() throws {
        for (file, reason) in [("/nowhere/secrets.key", "cannot be opened"), ("/dev/zero", "longer than")] {
            let error = try #require(throws: KeyFileError.self) { try KeyRing(contentsOf: file) }
            #expect(error.file == file && error.reason.contains(reason), "\(error)")
        }
        #expect(throws: KeyFileError.self) { try KeyRing.makeMissing("/nowhere/secrets.key") }
    }

    @Test func `a key shows its name only`() throws {
        let key = EncryptionKey()
        let ring = try KeyRing(key.line, file: "f")
        var text = ""
        dump(ring, to: &text)
        text += "\(ring) \(key) \(String(reflecting: key)) \(String(reflecting: ring))"
        #expect(text.contains(key.id))
        #expect(!text.contains(Base64.encode(key.bytes)))
        #expect(!text.contains(key.bytes.prefix(4).map(String.init).joined(separator: ", ")))
        #expect(!text.contains("\(key.bytes[0])\n"), "\(text)")
    }
}
