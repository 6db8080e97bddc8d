import Database
import Encryption
import Identity
import TestServers
import Testing

@testable import Mail

@Suite struct MailOutboxTests {
    private let start = Timestamp.now

    private func with(_ body: (MailOutbox, Database) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            try KeyRing.makeMissing("\(directory)/secrets.key")
            let keys = try KeyRing(contentsOf: "\(directory)/secrets.key")
            try TestServers.withDatabase { (configuration) throws in
                let database = Database(configuration)
                try body(MailOutbox(database, keys: keys), database)
            }
        }
    }

    @Test func `what is put in is due at once, can be read, and is not readable in the table`() throws {
        try with { outbox, database in
            let token = String(repeating: "ab", count: 32)
            try outbox.put(.passwordReset(token: token), to: "ada@example.com", lifetime: .seconds(60), at: start)
            let entry = try #require(try outbox.due(at: start).first)
            #expect(entry.recipient == "ada@example.com")
            #expect(try outbox.open(entry) == .passwordReset(token: token))
            let row = try #require(try database.first("SELECT ciphertext FROM mail_outbox"))
            #expect(try !String(decoding: row.get("ciphertext", as: [UInt8].self), as: UTF8.self).contains("abab"))
            try outbox.remove(entry)
            #expect(try outbox.due(at: start).isEmpty)
        }
    }

    @Test func `a message of another receiver does not open`() throws {
        try with { outbox, database in
            try outbox.put(.passwordReset(token: "a"), to: "ada@example.com", lifetime: .seconds(60), at: start)
            try database.execute("UPDATE mail_outbox SET recipient = 'eve@example.com'")
            let entry = try #require(try outbox.due(at: start).first)
            #expect(throws: EncryptionError.altered) { try outbox.open(entry) }
        }
    }

    @Test func `one of two takes a message, and it is due again with growing pauses until it is given up`() throws {
        try with { outbox, database in
            try outbox.put(.passwordChanged, to: "ada@example.com", lifetime: .seconds(1_000_000), at: start)
            var (now, pauses) = (start, [Duration]())
            for attempt in 1...MailOutbox.attemptLimit {
                let entry = try #require(try outbox.due(at: now).first, "attempt \(attempt)")
                #expect(try outbox.take(entry, at: now))
                #expect(try !outbox.take(entry, at: now))
                #expect(try outbox.fail(entry, because: "away", isFinal: false) == (attempt < MailOutbox.attemptLimit))
                if attempt == MailOutbox.attemptLimit { break }
                let next: Timestamp = try #require(try database.first("SELECT next_attempt_at AS t FROM mail_outbox"))
                    .get("t")
                pauses.append(next - now)
                #expect(try outbox.due(at: next + .microseconds(-1)).isEmpty)
                now = next
            }
            #expect(pauses == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600, 3_600].map { .seconds($0) })
            #expect(try outbox.due(at: now + .seconds(100_000)).isEmpty)
        }
    }

    @Test func `what is refused for good is kept for a while, and what is too late goes unsent`() throws {
        try with { outbox, database in
            try outbox.put(.passwordChanged, to: "ada@example.com", lifetime: .seconds(60), at: start)
            try outbox.put(
                .passwordChanged, to: "eve@example.com", lifetime: .seconds(60), at: start + .microseconds(1))
            let entry = try #require(try outbox.due(at: start).first)
            #expect(try !outbox.fail(entry, because: "no", isFinal: true))
            let late = start + .seconds(61)
            #expect(try outbox.due(at: late).isEmpty)
            try outbox.sweep(at: late)
            let kept = try database.query("SELECT recipient FROM mail_outbox").map {
                try $0.get("recipient", as: String.self)
            }
            #expect(kept == ["ada@example.com"])
            try outbox.sweep(at: start + .seconds(8 * 24 * 60 * 60))
            let rest = try database.query("SELECT id FROM mail_outbox").count
            #expect(rest == 0)
        }
    }
}
