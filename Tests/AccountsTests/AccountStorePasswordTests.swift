import Database
import Encryption
import Identity
import Mail
import Sessions
import TestServers
import Testing

@testable import Accounts

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
            let stronger = accounts.store(cost: 5)
            _ = try? stronger.logIn(email: "ada@example.com", password: "wrong horse")
            #expect(try hash(accounts).hasPrefix("p1$2b$04$"))
            _ = try stronger.logIn(email: "ada@example.com", password: "correct horse")
            let renewed = try hash(accounts)
            #expect(renewed.hasPrefix("p1$2b$05$"))
            _ = try stronger.logIn(email: "ada@example.com", password: "correct horse")
            _ = try accounts.logIn()
            #expect(try hash(accounts) == renewed)
        }
    }

    @Test func `a hash of before the pepper goes on being good, and is made anew at the next login`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            let old = try PasswordHash(cost: 4).hash("correct horse")
            try accounts.database.execute("UPDATE users SET password_hash = \(old)")
            #expect(throws: AccountError.invalidCredentials) {
                try accounts.store.logIn(email: "ada@example.com", password: "wrong horse")
            }
            _ = try accounts.logIn()
            #expect(try hash(accounts).hasPrefix("p1$2b$04$"))
            _ = try accounts.logIn()
            // Whoever has the table alone cannot try passwords.
            #expect(!PasswordHash(cost: 4).verify("correct horse", against: try hash(accounts)))
        }
    }

    @Test func `two logins at one time that hash anew are both let in`() throws {
        try TestAccounts.with { accounts in
            let user = try accounts.register().account.user
            let stale = try hash(accounts)
            let (stronger, other) = (accounts.store(cost: 5), accounts.store(cost: 5))
            let first = try stronger.renewed(stale, of: "correct horse", user: user)
            let second = try other.renewed(stale, of: "correct horse", user: user)
            #expect(first != stale && second == first)
            #expect(try other.renewed(stale, of: "wrong horse", user: user) == stale)
        }
    }

    @Test func `the pepper is one for all processes, and comes under a new key`() throws {
        try TestAccounts.with { accounts in
            let stores = [1, 2].map { _ in PepperStore(accounts.database, keys: accounts.keys) }
            let peppers = try stores.map { try $0.pepper() }
            #expect(peppers[0] == peppers[1] && peppers[0].count == PepperStore.length)
            try TestServers.temporaryDirectory { directory in
                let file = "\(directory)/secrets.key"
                try KeyRing.makeMissing(file)
                let other = try KeyRing(contentsOf: file)
                let blind = PepperStore(accounts.database, keys: other)
                #expect(throws: EncryptionError.self) { try blind.pepper() }
                #expect(try blind.rewrap() == nil)
                #expect(try stores[0].rewrap() == 0)
                #expect(try blind.keyIDs() == [accounts.keys.sealingKeyID])
            }
        }
    }

    @Test func `a password that came onto the list lets somebody in to change it, and nothing else`() throws {
        try TestAccounts.with { accounts in
            let user = try accounts.register().account.user
            let frequent = try PasswordHash(cost: 4).hash("password1234")
            try accounts.database.execute("UPDATE users SET password_hash = \(frequent) WHERE id = \(user)")
            let signIn = try accounts.store.logIn(email: "ada@example.com", password: "password1234")
            #expect(signIn.restriction == .password)
            #expect(try standing(signIn, accounts)?.restriction == .password)
            #expect(try standing(signIn, accounts)?.allowsSomewhere(Permission(.read, .runs)) == false)
            let next = try accounts.store.refresh(signIn.refreshToken)
            #expect(next.restriction == .password)
            _ = try accounts.store.changePassword(of: next.caller, from: "password1234", to: "incorrect mule")
            #expect(try standing(next, accounts)?.restriction == nil)
            #expect(try standing(next, accounts)?.allowsSomewhere(Permission(.read, .runs)) == true)
        }
    }

    @Test func `a new password voids the tokens that were mailed for another one`() throws {
        try TestAccounts.with { accounts in
            let here = try accounts.register()
            let first = try mailedToken(1, accounts)
            _ = try accounts.store.changePassword(of: here.caller, from: "correct horse", to: "incorrect mule")
            let second = try mailedToken(2, accounts)
            _ = try accounts.store.setPassword(of: "ada@example.com", to: "another mule")
            for token in [first, second] {
                #expect(throws: AccountError.mailedTokenInvalid) {
                    try accounts.store.resetPassword(token, to: "yet another mule")
                }
            }
            let told = try accounts.mails()
            #expect(told.contains(.passwordSetByOperator))
        }
    }

    private func mailedToken(_ count: Int, _ accounts: TestAccounts) throws -> String {
        accounts.clock.now = accounts.clock.now + .seconds(1)
        try accounts.store.requestPasswordReset("ada@example.com", through: accounts.outbox)
        let tokens = try accounts.mails().compactMap { mail in
            if case .passwordReset(let token) = mail { token } else { nil }
        }
        #expect(tokens.count == count)
        return tokens.last ?? ""
    }

    private func standing(_ signIn: SignIn, _ accounts: TestAccounts) throws -> Grants? {
        try SessionStore(accounts.database).standing(
            of: signIn.session, in: signIn.account.tenant.id, at: accounts.clock.now)?.grants
    }

    private func hash(_ accounts: TestAccounts) throws -> String {
        try #require(try accounts.database.first("SELECT password_hash FROM users")).get("password_hash")
    }
}
