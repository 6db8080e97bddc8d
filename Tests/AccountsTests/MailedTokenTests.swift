import Database
import Identity
import Mail
import Sessions
import TestServers
import Testing

@testable import Accounts

/// What people prove with the tokens that came by mail.
struct MailedTokenTests {
    private func with(_ body: (TestAccounts, MailOutbox) throws -> Void) throws {
        try TestAccounts.with { accounts in try body(accounts, accounts.outbox) }
    }

    /// What waits to be sent, in order.
    private func mails(_ accounts: TestAccounts, _ outbox: MailOutbox) throws -> [OutgoingMail] {
        try outbox.due(at: accounts.clock.now).map { try outbox.open($0) }
    }

    private func resetToken(_ accounts: TestAccounts, _ outbox: MailOutbox) throws -> String {
        try accounts.store.requestPasswordReset("Ada@example.com", through: outbox)
        accounts.clock.now = accounts.clock.now + .seconds(1)
        guard case .passwordReset(let token)? = try mails(accounts, outbox).last else {
            throw AccountError.mailedTokenInvalid
        }
        return token
    }

    @Test func `a reset sets another password, once, ends all sessions, and lifts the lockout`() throws {
        try with { accounts, outbox in
            let (first, second) = try (accounts.register(), accounts.logIn())
            let (old, token) = try (resetToken(accounts, outbox), resetToken(accounts, outbox))
            for _ in 0...AttemptRule.accountLimit {
                _ = try? accounts.store.logIn(email: "ada@example.com", password: "wrong horse")
            }
            let ended = try accounts.store.resetPassword(token, to: "incorrect mule")
            #expect(Set(ended.map(\.session)) == [first.session, second.session])
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(second.refreshToken) }
            _ = try accounts.store.logIn(email: "ada@example.com", password: "incorrect mule")
            for token in [token, old] {
                #expect(throws: AccountError.mailedTokenInvalid) {
                    try accounts.store.resetPassword(token, to: "another mule")
                }
            }
            #expect(try mails(accounts, outbox).last == .passwordChanged)
        }
    }

    @Test func `a reset's token is good for an hour, and stays good when the password is not`() throws {
        try with { accounts, outbox in
            try accounts.register()
            let token = try resetToken(accounts, outbox)
            #expect(throws: AccountError.self) {
                try accounts.store.resetPassword(token, to: "qwertyuiop")
            }
            let start = accounts.clock.now
            accounts.clock.now = start + .seconds(3_600)
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.resetPassword(token, to: "incorrect mule")
            }
            accounts.clock.now = start
            _ = try accounts.store.resetPassword(token, to: "incorrect mule")
        }
    }

    @Test(arguments: ["", "x", String(repeating: "0", count: 64)])
    func `what is no token changes nothing`(token: String) throws {
        try with { accounts, outbox in
            try accounts.register()
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.resetPassword(token, to: "incorrect mule")
            }
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.verifyEmail(token, password: "correct horse")
            }
            _ = try accounts.logIn()
        }
    }

    @Test func `asking leaves the same behind for an e-mail that nobody has, and no more than three mails an hour`()
        throws
    {
        try with { accounts, outbox in
            try accounts.register()
            for email in ["ada@example.com", "nobody@example.com"] {
                for _ in 0..<5 { try accounts.store.requestPasswordReset(email, through: outbox) }
                for _ in 0..<5 {
                    try accounts.store.requestRegistration(
                        email: email, password: "correct horse", tenantName: "Looms", through: outbox)
                }
                for table in ["password_resets", "email_verifications"] as [SQL] {
                    let rows = try accounts.database.query("SELECT 1 AS one FROM \(sql: table) WHERE email = \(email)")
                        .count
                    #expect(rows == AccountStore.mailLimit)
                }
            }
            #expect(try mails(accounts, outbox).count == 4 * AccountStore.mailLimit)
            accounts.clock.now = accounts.clock.now + .seconds(3_601)
            try accounts.store.requestPasswordReset("ada@example.com", through: outbox)
            // The tokens that have run out made room for it.
            #expect(try accounts.count("password_resets") == 1)
            try accounts.store.requestPasswordReset("no address", through: outbox)
        }
    }

    @Test func `a registration waits for its proof, and begins with it, once`() throws {
        try with { accounts, outbox in
            try accounts.store.requestRegistration(
                email: "ada@example.com", password: "correct horse", tenantName: " Engines ", through: outbox)
            let users = try accounts.count("users")
            #expect(users == 0)
            #expect(throws: AccountError.invalidCredentials) { try accounts.logIn() }
            guard case .emailVerification(let token)? = try mails(accounts, outbox).first else {
                Issue.record("no mail")
                return
            }
            // Somebody else registered: the mail alone opens nothing, and does not use the token up.
            #expect(throws: AccountError.invalidCredentials) {
                try accounts.store.verifyEmail(token, password: "another horse")
            }
            let signIn = try accounts.store.verifyEmail(token, password: "correct horse")
            #expect(signIn.account.email == "ada@example.com" && signIn.account.tenant.name == "Engines")
            #expect(signIn.account.role == .admin)
            #expect(try accounts.logIn().account == signIn.account)
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.verifyEmail(token, password: "correct horse")
            }
            let tenants = try accounts.count("tenants")
            #expect(tenants == 1)
        }
    }

    @Test func `who has the e-mail meanwhile keeps it, and a proof is too late after a day`() throws {
        try with { accounts, outbox in
            try accounts.store.requestRegistration(
                email: "ada@example.com", password: "another horse", tenantName: "Looms", through: outbox)
            accounts.clock.now = accounts.clock.now + .seconds(1)
            try accounts.store.requestRegistration(
                email: "eve@example.com", password: "another horse", tenantName: "Looms", through: outbox)
            let tokens = try mails(accounts, outbox).map { mail in
                if case .emailVerification(let token) = mail { token } else { "" }
            }
            let start = accounts.clock.now
            try accounts.register("ada@example.com")
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.verifyEmail(tokens[0], password: "another horse")
            }
            _ = try accounts.logIn()
            accounts.clock.now = start + .seconds(24 * 60 * 60)
            #expect(throws: AccountError.mailedTokenInvalid) {
                try accounts.store.verifyEmail(tokens[1], password: "another horse")
            }
            #expect(try accounts.count("users") == 1)
        }
    }
}
