import Database
import Digests
import TestServers
import Testing

struct SHA256Tests {
    // NIST, "SHA-256 example values", and the empty message.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `published examples`(message: String, digest: String) {
        let hex = SHA256.digest(message.utf8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == digest)
    }

    @Test func `agrees with the database at every length around its blocks`() throws {
        try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            for length in 0...130 {
                let message = (0..<length).map { _ in UInt8.random(in: 0...255) }
                let row = try database.first("SELECT UNHEX(SHA2(\(message), 256)) AS digest")
                #expect(try row?.get("digest") == SHA256.digest(message))
            }
        }
    }
}
