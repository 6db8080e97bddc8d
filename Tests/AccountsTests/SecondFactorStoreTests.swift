import Database
import Encryption
import Foundation
import Identity
import Mail
import Synchronization
import TestServers
import Testing

@testable import Accounts

struct SecondFactorStoreTests {
    /// A secret's code at a time, as an authenticator computes it.
    private func code(_ user: UserID, _ accounts: TestAccounts, _ steps: Int64 = 0) throws -> String {
        let rows = try accounts.database.query(
            "SELECT key_id, nonce, ciphertext FROM second_factors WHERE user_id = \(user)")
        let row = try #require(rows.first)
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        let secret = try accounts.keys.open(sealed, boundTo: SecondFactorStore.context(user))
        let step = accounts.clock.now.microseconds / 1_000_000 / TimeBasedPassword.stepSeconds + steps
        return try #require(TimeBasedPassword.code(secret, step: step))
    }

    /// Somebody with a second factor, and their recovery codes. The next code is that of the next step.
    private func enabled(_ accounts: TestAccounts) throws -> (signIn: SignIn, recovery: [String]) {
        let signIn = try accounts.register()
        _ = try accounts.factors.begin(for: signIn.account.user)
        let codes = try accounts.factors.confirm(code(signIn.account.user, accounts), for: signIn.account.user)
        accounts.clock.now = accounts.clock.now + .seconds(120)
        return (signIn, codes)
    }

    private func challenge(_ accounts: TestAccounts, tenant: String? = nil) throws -> String {
        do {
            _ = try accounts.logIn(tenant: tenant)
        } catch AccountError.secondFactorRequired(let challenge) {
            return challenge
        }
        throw AccountError.challengeInvalid
    }

    @Test func `a code is good for its half minute and the two around it, and no longer`() throws {
        try TestAccounts.with { accounts in
            let user = try enabled(accounts).signIn.account.user
            for steps in [-10, -3, -2, 2, 3] as [Int64] {
                #expect(try accounts.factors.take(code(user, accounts, steps), of: user) == .wrong, "\(steps)")
            }
            for steps in [-1, 0, 1] as [Int64] {
                #expect(try accounts.factors.take(code(user, accounts, steps), of: user) == .code, "\(steps)")
            }
            #expect(try accounts.factors.take(code(user, accounts, -1), of: user) == .used)
        }
    }

    @Test func `an authenticator that nobody has confirmed opens nothing, whatever else logins ask for`() throws {
        try TestAccounts.with { accounts in
            let user = try accounts.register().account.user
            _ = try accounts.factors.begin(for: user)
            #expect(try accounts.factors.take(code(user, accounts), of: user) == .wrong)
            _ = try accounts.factors.confirm(code(user, accounts), for: user)
        }
    }

    @Test func `recovery codes have 120 bits, may be typed as people do, and are told of`() throws {
        try TestAccounts.with { accounts in
            let (signIn, recovery) = try enabled(accounts)
            #expect(recovery.allSatisfy { $0.wholeMatch(of: /([a-z2-7]{4}-){5}[a-z2-7]{4}/) != nil })
            let typed = recovery[0].uppercased().replacing("-", with: " ")
            _ = try accounts.store.logIn(challenge: challenge(accounts), code: typed, accounts.factors)
            #expect(try accounts.mails().last == .recoveryCodeUsed(left: 9))
            #expect(throws: AccountError.usedCode) {
                try accounts.store.logIn(challenge: challenge(accounts), code: recovery[0], accounts.factors)
            }
            #expect(try accounts.mails().contains(.codeReused))
            #expect(try accounts.factors.take("none", of: signIn.account.user) == .wrong)
        }
    }

    @Test func `a code is used up with its challenge only`() throws {
        try TestAccounts.with { accounts in
            let (_, recovery) = try enabled(accounts)
            let first = try challenge(accounts)
            _ = try accounts.store.logIn(challenge: first, code: recovery[0], accounts.factors)
            #expect(throws: AccountError.challengeInvalid) {
                try accounts.store.logIn(challenge: first, code: recovery[1], accounts.factors)
            }
            _ = try accounts.store.logIn(challenge: challenge(accounts), code: recovery[1], accounts.factors)
        }
    }

    @Test func `which tenants there are is told after the code, which stays good until one is named`() throws {
        try TestAccounts.with { accounts in
            let ada = try enabled(accounts)
            let eve = try accounts.register("eve@example.com", tenant: "Looms")
            try accounts.add(ada.signIn.account.user, to: eve.account.tenant.id, as: .viewer)
            for unclear in [nil, "Mills"] {
                let challenge = try challenge(accounts, tenant: unclear)
                let code = ada.recovery[unclear == nil ? 0 : 1]
                #expect(throws: AccountError.wrongCode) {
                    try accounts.store.logIn(challenge: challenge, code: "none", accounts.factors)
                }
                #expect(throws: AccountError.tenantRequired([ada.signIn.account.tenant, eve.account.tenant])) {
                    try accounts.store.logIn(challenge: challenge, code: code, accounts.factors)
                }
                let signIn = try accounts.store.logIn(
                    challenge: challenge, code: code, tenant: "Looms", accounts.factors)
                #expect(signIn.account.tenant == eve.account.tenant)
            }
            let clear = try challenge(accounts, tenant: "Looms")
            #expect(
                try accounts.store.logIn(challenge: clear, code: ada.recovery[2], accounts.factors).account.tenant
                    == eve.account.tenant)
        }
    }

    @Test func `who is signed in proves it with password and code, and wrong ones count`() throws {
        try TestAccounts.with { accounts in
            let (signIn, recovery) = try enabled(accounts)
            func prove(_ password: String, _ code: String?) throws {
                _ = try accounts.store.prove(password, code: code, of: signIn.caller, accounts.factors)
            }
            #expect(throws: AccountError.wrongPassword) { try prove("wrong horse", recovery[0]) }
            #expect(throws: AccountError.wrongCode) { try prove("correct horse", nil) }
            #expect(throws: AccountError.wrongCode) { try prove("correct horse", "000000x") }
            let failures = try accounts.database.first("SELECT MAX(failures) AS failures FROM login_attempts")
            #expect(try failures?.get("failures", as: Int.self) == 3)
            try prove("correct horse", recovery[0])
            #expect(throws: AccountError.usedCode) { try prove("correct horse", recovery[0]) }
            #expect(try accounts.mails().contains(.codeReused))
        }
    }

    @Test func `one that is confirmed meanwhile is not replaced by another that begins`() throws {
        try TestAccounts.with { accounts in
            let user = try accounts.register().account.user
            _ = try accounts.factors.begin(for: user)
            let now = accounts.clock.now
            let outcome = Mutex<String?>(nil)
            let (configuration, keys) = (accounts.configuration, accounts.keys)
            try accounts.database.transaction { _ in
                _ = try accounts.factors.confirm(code(user, accounts), for: user)
                Thread {
                    let store = SecondFactorStore(Database(configuration), keys: keys, now: { now })
                    do {
                        _ = try store.begin(for: user)
                        outcome.withLock { $0 = "begun" }
                    } catch {
                        outcome.withLock { $0 = "\(error)" }
                    }
                }.start()
                // It waits for this transaction, whatever statement it has come to.
                let watcher = Database(configuration)
                try wait {
                    try watcher.first(
                        """
                        SELECT 1 AS one FROM information_schema.processlist
                        WHERE db = DATABASE() AND command IN ('Query', 'Execute') AND id <> CONNECTION_ID()
                            AND (info LIKE '%second_factors%' OR info LIKE '%FOR UPDATE%')
                        """) != nil
                }
            }
            try wait { outcome.withLock { $0 != nil } }
            #expect(outcome.withLock { $0 } == "secondFactorExists")
            #expect(try SecondFactorStore.isOn(for: user, accounts.database))
        }
    }

    private func wait(_ condition: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(30)
        while try !condition() {
            guard ContinuousClock.now < end else { throw AccountError.challengeInvalid }
            usleep(2_000)
        }
    }
}
