import Accounts
import Database
import Identity
import Sessions
import TestServers
import Testing

struct AccountStorePasswordTests {
    @Test func `a new password takes the old one's place, and the other sessions end`() throws {
        try TestAccounts.with { accounts in
            let (here, there) = try (accounts.register(), accounts.logIn())
            let stranger = try accounts.register("eve@example.com")
            let ended = try accounts.store.changePassword(
                of: here.caller, from: "correct horse", to: "incorrect mule")
            #expect(ended == [SessionReference(there.session, in: there.account.tenant.id)])
            #expect(try accounts.store.me(here.caller) != nil)
            #expect(try accounts.store.me(there.caller) == nil)
            #expect(try accounts.store.me(stranger.caller) != nil)
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(there.refreshToken) }
            #expect(throws: AccountError.invalidCredentials) { try accounts.logIn() }
            _ = try accounts.store.logIn(email: "ada@example.com", password: "incorrect mule")
        }
    }

    @Test func `the present password is asked for, and the next one keeps to the rules`() throws {
        try TestAccounts.with { accounts in
            let (here, there) = try (accounts.register(), accounts.logIn())
            #expect(throws: AccountError.wrongPassword) {
                try accounts.store.changePassword(of: here.caller, from: "wrong horse", to: "incorrect mule")
            }
            for next in ["short", "qwertyuiop", "ada@example.com", "EnginesEngines"] {
                #expect(throws: AccountError.self, "\(next)") {
                    try accounts.store.changePassword(of: here.caller, from: "correct horse", to: next)
                }
            }
            #expect(try accounts.store.me(there.caller) != nil)
            _ = try accounts.logIn()
        }
    }

    @Test func `a login hashes again what was hashed with fewer rounds, once`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let stronger = AccountStore(
                accounts.database, passwords: PasswordHash(cost: 5), now: { accounts.clock.now })
            _ = try? stronger.logIn(email: "ada@example.com", password: "wrong horse")
            #expect(try hash(accounts).hasPrefix("$2b$04$"))
            _ = try stronger.logIn(email: "ada@example.com", password: "correct horse")
            let renewed = try hash(accounts)
            #expect(renewed.hasPrefix("$2b$05$"))
            _ = try stronger.logIn(email: "ada@example.com", password: "correct horse")
            _ = try accounts.logIn()
            #expect(try hash(accounts) == renewed)
        }
    }

    private func hash(_ accounts: TestAccounts) throws -> String {
        try #require(try accounts.database.first("SELECT password_hash FROM users")).get("password_hash")
    }
}
