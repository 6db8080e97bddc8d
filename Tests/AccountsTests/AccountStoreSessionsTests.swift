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

    @Test func `a session ends when nobody has used it for half an hour, and after twelve hours of use`() throws {
        try TestAccounts.with { accounts in
            let start = try accounts.register()
            let idle = try accounts.logIn()
            let begin = accounts.clock.now
            accounts.clock.now = begin + AccountStore.idleLifetime + .microseconds(-1)
            #expect(try accounts.store.me(idle.caller) != nil)
            accounts.clock.now = begin + AccountStore.idleLifetime
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(idle.refreshToken) }
            #expect(try accounts.store.me(idle.caller) == nil)

            accounts.clock.now = begin
            var (signIn, hours) = (start, 0.0)
            while let next = try? accounts.store.refresh(signIn.refreshToken) {
                signIn = next
                #expect(try accounts.store.me(signIn.caller) != nil)
                accounts.clock.now = accounts.clock.now + .seconds(29 * 60)
                hours = (accounts.clock.now - begin) / .seconds(3_600)
            }
            #expect((12..<12.5).contains(hours), "\(hours)")
            #expect(try accounts.store.me(signIn.caller) == nil)
        }
    }

    @Test func `who proves anew who they are goes on for as long again, and the proof's time comes with the tokens`()
        throws
    {
        try TestAccounts.with { accounts in
            var signIn = try accounts.register()
            let begin = accounts.clock.now
            #expect(signIn.caller.authenticatedAt == begin)
            for _ in 0..<20 {
                accounts.clock.now = accounts.clock.now + .seconds(29 * 60)
                signIn = try accounts.store.refresh(signIn.refreshToken)
            }
            #expect(signIn.caller.authenticatedAt == begin)
            let proven = try accounts.store.renewProof(of: signIn.caller)
            #expect(proven.authenticatedAt == accounts.clock.now)
            for _ in 0..<20 {
                accounts.clock.now = accounts.clock.now + .seconds(29 * 60)
                signIn = try accounts.store.refresh(signIn.refreshToken)
            }
            #expect(signIn.caller.authenticatedAt == proven.authenticatedAt)
        }
    }

    @Test func `sessions and refresh tokens that have run out go, some with each new one`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            for _ in 0..<14 { _ = try accounts.logIn() }
            accounts.clock.now = accounts.clock.now + .seconds(24 * 60 * 60)
            _ = try accounts.logIn()
            let kept = try accounts.count("sessions")
            #expect(kept == 16)
            accounts.clock.now = accounts.clock.now + AccountStore.idleLifetime + .seconds(1)
            _ = try accounts.logIn()
            _ = try accounts.logIn()
            for table in ["sessions", "refresh_tokens"] as [SQL] {
                let left = try accounts.count(table)
                #expect(left == 3)
            }
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
