import Database
import Identity
import Sessions
import TestServers
import Testing

@testable import Accounts

struct AttemptTests {
    private func refusal(_ body: () throws -> Void) -> Duration? {
        do {
            try body()
        } catch AccountError.tooManyAttempts(let wait) {
            return wait
        } catch {}
        return nil
    }

    @Test(arguments: ["ada@example.com", "nobody@example.com", "no address"])
    func `the delay grows with each wrong password, whether or not somebody has the e-mail`(email: String) throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let tryOnce = { _ = try accounts.store.logIn(email: email, password: "wrong horse") }
            for _ in 0..<AttemptRule.accountLimit {
                #expect(throws: AccountError.invalidCredentials) { try tryOnce() }
            }
            var delays: [Duration] = []
            for _ in 0..<14 {
                let wait = try #require(refusal(tryOnce))
                delays.append(wait)
                accounts.clock.now = accounts.clock.now + wait + .microseconds(-1)
                #expect(refusal(tryOnce) == .microseconds(1))
                accounts.clock.now = accounts.clock.now + .microseconds(1)
                #expect(throws: AccountError.invalidCredentials) { try tryOnce() }
            }
            #expect(delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900].map { .seconds($0) })
        }
    }

    @Test func `the right password waits too, and then forgets the failures`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let wrong = { _ = try accounts.store.logIn(email: "ADA@example.com", password: "wrong horse") }
            for _ in 0..<AttemptRule.accountLimit { try? wrong() }
            #expect(refusal { _ = try accounts.logIn() } == .seconds(1))
            accounts.clock.now = accounts.clock.now + .seconds(1)
            _ = try accounts.logIn()
            for _ in 0..<AttemptRule.accountLimit { #expect(refusal(wrong) == nil) }
            #expect(refusal(wrong) == .seconds(1))
        }
    }

    @Test func `a day without tries forgets the failures, and their rows go`() throws {
        try TestAccounts.with { accounts in
            let wrong = { (email: String) in _ = try accounts.store.logIn(email: email, password: "wrong horse") }
            for _ in 0..<AttemptRule.accountLimit { try? wrong("ada@example.com") }
            #expect(refusal { try wrong("ada@example.com") } != nil)
            accounts.clock.now = accounts.clock.now + .seconds(24 * 60 * 60 + 1)
            try? wrong("eve@example.com")
            let rows = try accounts.count("login_attempts")
            #expect(rows == 1)
            #expect(refusal { try wrong("ada@example.com") } == nil)
        }
    }

    @Test func `an address that tries many e-mails waits, and others do not`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let wrong = { (number: Int, address: String) in
                _ = try accounts.store.logIn(
                    email: "a\(number)@example.com", password: "wrong horse",
                    from: SessionOrigin(address: address, userAgent: nil))
            }
            for number in 0..<AttemptRule.addressLimit {
                #expect(refusal { try wrong(number, "2001:db8::\(number)") } == nil)
            }
            #expect(refusal { try wrong(100, "2001:db8::ffff") } == .seconds(1))
            #expect(refusal { try wrong(100, "2001:db8:1::1") } == nil)
            #expect(refusal { try wrong(100, "192.0.2.1") } == nil)
        }
    }

    @Test func `an address forgets after an hour, however often somebody signs in meanwhile`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let origin = SessionOrigin(address: "192.0.2.1", userAgent: nil)
            for number in 0..<AttemptRule.addressLimit - 1 {
                try? _ = accounts.store.logIn(email: "a\(number)@example.com", password: "wrong horse", from: origin)
            }
            for _ in 0..<4 {
                accounts.clock.now = accounts.clock.now + .seconds(15 * 60 + 1)
                _ = try accounts.store.logIn(email: "ada@example.com", password: "correct horse", from: origin)
            }
            for number in 0..<AttemptRule.addressLimit {
                #expect(
                    refusal {
                        _ = try accounts.store.logIn(
                            email: "b\(number)@example.com", password: "wrong horse", from: origin)
                    } == nil)
            }
        }
    }

    @Test func `right passwords of many people behind one address cost it nothing`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            for _ in 0..<AttemptRule.addressLimit + 5 {
                _ = try accounts.store.logIn(
                    email: "ada@example.com", password: "correct horse",
                    from: SessionOrigin(address: "192.0.2.1", userAgent: nil))
            }
            let failures = try accounts.database.query("SELECT failures FROM login_attempts").map {
                try $0.get("failures", as: Int.self)
            }
            #expect(failures == [0, 0])
        }
    }

    @Test func `guessing with a stolen session is slowed down like guessing at the door`() throws {
        try TestAccounts.with { accounts in
            let caller = try accounts.register().caller
            let wrong = {
                _ = try accounts.store.changePassword(of: caller, from: "wrong horse", to: "incorrect mule")
            }
            for _ in 0..<AttemptRule.accountLimit { #expect(throws: AccountError.wrongPassword) { try wrong() } }
            #expect(refusal(wrong) == .seconds(1))
            #expect(refusal { _ = try accounts.logIn() } == .seconds(1))
        }
    }
}
