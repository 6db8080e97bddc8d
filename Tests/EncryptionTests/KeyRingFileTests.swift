import Foundation
import KeyFiles
import TestServers
import Testing

@testable import Encryption

@Suite struct KeyRingFileTests {
    @Test func `a key comes in, seals, and its predecessor goes`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let file = "\(directory)/secrets.key"
            try KeyRing.makeMissing(file)
            let old = try KeyRing(contentsOf: file)
            let before = try old.seal([1], boundTo: [])
            let id = try KeyRing.addKey(to: file)
            let both = try KeyRing(contentsOf: file)
            #expect(both.keyIDs == [old.sealingKeyID, id] && both.sealingKeyID == old.sealingKeyID)
            for _ in 0..<2 { try KeyRing.useKey(id, in: file) }
            let after = try KeyRing(contentsOf: file).seal([2], boundTo: [])
            #expect(after.keyID == id)
            #expect(try both.open(after, boundTo: []) == [2])
            #expect(throws: KeyFileError.self) { try KeyRing.removeKeys([id], from: file) }
            try KeyRing.removeKeys([old.sealingKeyID], from: file)
            let alone = try KeyRing(contentsOf: file)
            #expect(alone.keyIDs == [id])
            #expect(throws: EncryptionError.unknownKey(id: old.sealingKeyID)) { try alone.open(before, boundTo: []) }
            #expect(throws: KeyFileError.self) { try KeyRing.useKey(old.sealingKeyID, in: file) }
            var facts = stat()
            #expect(stat(file, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
        }
    }

    @Test func `a file that is none of keys is left as it is`() throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let file = "\(directory)/secrets.key"
            try "# mine\nnonsense\n".write(toFile: file, atomically: true, encoding: .utf8)
            #expect(throws: KeyFileError.self) { try KeyRing.addKey(to: file) }
            #expect(throws: KeyFileError.self) { try KeyRing.useKey("a", in: file) }
            #expect(throws: KeyFileError.self) { try KeyRing.removeKeys(["a"], from: file) }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "# mine\nnonsense\n")
        }
    }
}
