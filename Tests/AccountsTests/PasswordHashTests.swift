import Testing

@testable import Accounts

struct PasswordHashTests {
    let passwords = PasswordHash(cost: 4)

    @Test func `knows its own password and no other`() throws {
        let hash = try passwords.hash("correct horse")
        #expect(hash.hasPrefix("$2b$04$"))
        #expect(passwords.verify("correct horse", against: hash))
        for other in ["correct horsf", "correct hors", "correct horse ", "Correct horse", ""] {
            #expect(!passwords.verify(other, against: hash))
        }
    }

    @Test func `a hash that differs in one place does not fit`() throws {
        let hash = Array(try passwords.hash("correct horse").utf8)
        for index in hash.indices {
            var other = hash
            other[index] = other[index] == UInt8(ascii: "5") ? UInt8(ascii: "6") : UInt8(ascii: "5")
            #expect(!passwords.verify("correct horse", against: String(decoding: other, as: UTF8.self)), "\(index)")
        }
    }

    @Test func `a hash of fewer rounds, or of another method, is outdated`() throws {
        #expect(try PasswordHash(cost: 5).isOutdated(PasswordHash(cost: 4).hash("correct horse")))
        #expect(try !PasswordHash(cost: 5).isOutdated(PasswordHash(cost: 5).hash("correct horse")))
        #expect(try !PasswordHash(cost: 4).isOutdated(PasswordHash(cost: 5).hash("correct horse")))
        for hash in ["", "$2y$12$abc", "$1$salt$hash", "$2b$"] { #expect(PasswordHash(cost: 4).isOutdated(hash)) }
    }

    @Test func `people's passwords are hashed with 2^12 rounds`() throws {
        #expect(PasswordHash.productionCost == 12)
        #expect(try PasswordHash().hash("correct horse").hasPrefix("$2b$12$"))
    }

    @Test func `a pepper belongs to the hash, and lets a password of any length count whole`() throws {
        let peppered = PasswordHash(cost: 4, pepper: Array(repeating: 7, count: 32))
        let hash = try peppered.hash("correct horse")
        #expect(hash.hasPrefix("p1$2b$04$") && hash.utf8.count <= 128)
        #expect(peppered.verify("correct horse", against: hash) && !peppered.verify("wrong horse", against: hash))
        let others = [passwords, PasswordHash(cost: 4, pepper: Array(repeating: 8, count: 32))]
        for other in others { #expect(!other.verify("correct horse", against: hash)) }
        let long = String(repeating: "🦉", count: 128)
        let longHash = try peppered.hash(long)
        #expect(peppered.verify(long, against: longHash))
        #expect(!peppered.verify(String(long.dropLast()), against: longHash))
        #expect(try !peppered.isOutdated(hash) && peppered.isOutdated(passwords.hash("correct horse")))
        #expect(peppered.verify("correct horse", against: try passwords.hash("correct horse")))
        #expect(PasswordHash(cost: 5, pepper: [7]).isOutdated(hash))
    }

    @Test func `every hash has a salt of its own`() throws {
        #expect(try passwords.hash("correct horse") != passwords.hash("correct horse"))
    }

    // From the test vectors of crypt_blowfish 1.3, whose bcrypt libcrypt took over.
    @Test(arguments: [
        ("U*U", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
        ("U*U*", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"),
        ("", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy"),
    ])
    func `reads hashes of others`(password: String, hash: String) {
        #expect(passwords.verify(password, against: hash))
        #expect(!passwords.verify(password + "!", against: hash))
    }

    @Test func `never cuts a password`() throws {
        let longest = String(repeating: "x", count: PasswordHash.lengthLimit)
        let hash = try passwords.hash(longest)
        #expect(passwords.verify(longest, against: hash))
        #expect(!passwords.verify(longest + "y", against: hash))
        #expect(!passwords.verify(String(longest.dropLast()), against: hash))
        #expect(throws: PasswordHashError.self) { try passwords.hash(longest + "y") }
        #expect(throws: PasswordHashError.self) { try passwords.hash("correct\0horse") }
        #expect(!passwords.verify("correct horse\0", against: try passwords.hash("correct horse")))
    }

    @Test(arguments: ["", "*0", "*1", "$2b$", "$2b$04$short", "$1$salt$hash", "plain"])
    func `a hash that is none fits no password`(hash: String) {
        #expect(!passwords.verify("correct horse", against: hash))
        #expect(!passwords.verify(hash, against: hash))
    }

    @Test func `an unknown user takes as long as a wrong password`() throws {
        let passwords = PasswordHash(cost: 10)
        let hash = try passwords.hash("correct horse")
        let clock = ContinuousClock()
        func fastest(_ hash: String?) -> Duration {
            (0..<3).map { _ in clock.measure { _ = passwords.verify("wrong horse", against: hash) } }.min() ?? .zero
        }
        let (known, unknown) = (fastest(hash), fastest(nil))
        #expect(known > .milliseconds(5))
        #expect(unknown > known / 4 && unknown < known * 4, "\(known) and \(unknown)")
    }
}
