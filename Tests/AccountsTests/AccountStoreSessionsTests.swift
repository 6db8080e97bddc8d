import Accounts
import Database
import Dispatch
import Identity
import Synchronization
import TestServers
import Testing

struct AccountStoreSessionsTests {
    @Test func `a refresh token goes on with its session, once`() throws {
        try TestAccounts.with { accounts in
            let first = try accounts.register()
            let second = try accounts.store.refresh(first.refreshToken)
            let third = try accounts.store.refresh(second.refreshToken)
            #expect(third.caller == first.caller)
            #expect(Set([first, second, third].map(\.refreshToken)).count == 3)
        }
    }

    @Test func `a second use ends the session, for the newest token too`() throws {
        try TestAccounts.with { accounts in
            let first = try accounts.register()
            let other = try accounts.logIn()
            let second = try accounts.store.refresh(first.refreshToken)
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(first.refreshToken) }
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(second.refreshToken) }
            #expect(try accounts.store.me(first.caller) == nil)
            // another session of the same user goes on
            _ = try accounts.store.refresh(other.refreshToken)
        }
    }

    @Test func `of two requests with one token at one time, one is answered, and then the session ends`() throws {
        try TestAccounts.with { accounts in
            let signIn = try accounts.register()
            let answers = Mutex<[SignIn]>([])
            let now = accounts.clock.now
            DispatchQueue.concurrentPerform(iterations: 2) { [configuration = accounts.configuration] _ in
                let store = AccountStore(Database(configuration), now: { now })
                guard let answer = try? store.refresh(signIn.refreshToken) else { return }
                answers.withLock { $0.append(answer) }
            }
            let winner = try #require(answers.withLock { $0.count == 1 ? $0.first : nil })
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(winner.refreshToken) }
        }
    }

    @Test(arguments: ["", "x", String(repeating: "0", count: 64), String(repeating: "0", count: 100_000)])
    func `an unknown token is refused`(token: String) throws {
        try TestAccounts.with { accounts in
            let signIn = try accounts.register()
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(token) }
            #expect(throws: AccountError.refreshTokenInvalid) {
                try accounts.store.refresh(signIn.refreshToken.uppercased())
            }
            _ = try accounts.store.refresh(signIn.refreshToken)
        }
    }

    @Test func `a session lives for 30 days after its last refresh`() throws {
        try TestAccounts.with { accounts in
            let days = Duration.seconds(24 * 60 * 60)
            var signIn = try accounts.register()
            for _ in 0..<3 {
                accounts.clock.now = accounts.clock.now + days * 29
                signIn = try accounts.store.refresh(signIn.refreshToken)
                #expect(try accounts.store.me(signIn.caller) != nil)
            }
            accounts.clock.now = accounts.clock.now + days * 30
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(signIn.refreshToken) }
            #expect(try accounts.store.me(signIn.caller) == nil)
        }
    }

    @Test func `a new role comes with the next refresh, and a member who left gets none`() throws {
        try TestAccounts.with { accounts in
            var signIn = try accounts.register()
            try accounts.database.execute("UPDATE members SET role = 'viewer'")
            #expect(try accounts.store.me(signIn.caller)?.role == .viewer)
            signIn = try accounts.store.refresh(signIn.refreshToken)
            #expect(signIn.caller.role == .viewer)
            try accounts.database.execute("DELETE FROM members")
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(signIn.refreshToken) }
            #expect(throws: AccountError.invalidCredentials) { try accounts.logIn() }
        }
    }

    @Test func `logging out ends this session only, and twice is fine`() throws {
        try TestAccounts.with { accounts in
            let (first, second) = try (accounts.register(), accounts.logIn())
            try accounts.store.logOut(first.caller)
            try accounts.store.logOut(first.caller)
            #expect(try accounts.store.me(first.caller) == nil)
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(first.refreshToken) }
            #expect(try accounts.store.me(second.caller) == second.account)
        }
    }

    @Test func `a session is found in its own tenant only`() throws {
        try TestAccounts.with { accounts in
            let (ada, eve) = try (accounts.register("ada@example.com"), accounts.register("eve@example.com"))
            let mixed = Caller(user: ada.caller.user, tenant: eve.caller.tenant, session: ada.session, role: .admin)
            #expect(try accounts.store.me(mixed) == nil)
            try accounts.store.logOut(mixed)
            #expect(try accounts.store.me(ada.caller) != nil)
        }
    }
}
