import Database
import Digests
import Identity
import JSON
import Mail
import TestServers
import Testing
import TextEncodings
import WebAuthn

@testable import Accounts

/// What is kept of passkeys. That they sign in is looked at with an authenticator: EndToEndTests.
struct PasskeyStoreTests {
    private func passkeys(_ accounts: TestAccounts) -> PasskeyStore {
        PasskeyStore(
            accounts.database, for: RelyingParty(publicURL: "https://example.org"), now: { accounts.clock.now })
    }

    private func record(_ number: UInt8) -> CredentialRecord {
        CredentialRecord(
            id: [number], publicKey: [1], signCount: 0, isVerifying: true, isBackupEligible: false, isBackedUp: false)
    }

    private func add(_ number: UInt8, _ signIn: SignIn, _ accounts: TestAccounts) throws -> [String] {
        accounts.clock.now = accounts.clock.now + .seconds(1)
        return try accounts.database.transaction { _ in
            try accounts.store.addPasskey(
                record(number), named: "key \(number)", of: signIn.caller, passkeys(accounts), accounts.factors)
        }.recoveryCodes
    }

    @Test func `a user has so many passkeys and no more, each somebody's once`() throws {
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            for number in 0..<UInt8(PasskeyStore.passkeyLimit) {
                // Recovery codes come with the first second factor.
                #expect(try add(number, ada, accounts).isEmpty == (number > 0))
            }
            #expect(throws: AccountError.tooManyPasskeys) { try add(200, ada, accounts) }
            let eve = try accounts.register("eve@example.com", tenant: "Looms")
            #expect(throws: AccountError.passkeyExists) { try add(3, eve, accounts) }
            let all = try passkeys(accounts).list(of: ada.account.user)
            #expect(all.count == PasskeyStore.passkeyLimit)
            let page = try passkeys(accounts).list(of: ada.account.user, limit: 2, after: all[4].id)
            #expect(page == Array(all[5...6]))
            #expect(try passkeys(accounts).list(of: eve.account.user).isEmpty)
            #expect(try passkeys(accounts).delete(all[0].id, of: eve.account.user) == nil)
        }
    }

    @Test func `logins ask for more than the password while there is a passkey, and the codes go with the last`() throws
    {
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            let codes = try add(1, ada, accounts)
            _ = try add(2, ada, accounts)
            for passkey in try passkeys(accounts).list(of: ada.account.user) {
                guard
                    case .secondFactorRequired(let challenge)? = #expect(
                        throws: AccountError.self, performing: { try accounts.logIn() })
                else {
                    Issue.record("no second factor is asked for")
                    return
                }
                #expect(try accounts.store.user(ofChallenge: challenge) == ada.account.user)
                #expect(try accounts.count("recovery_codes") == codes.count)
                accounts.clock.now = accounts.clock.now + .seconds(1)
                _ = try accounts.store.removePasskey(passkey.id, of: ada.caller, passkeys(accounts))
            }
            #expect(try accounts.count("recovery_codes") == 0 && accounts.count("login_challenges") == 0)
            _ = try accounts.logIn()
            #expect(try accounts.mails() == [.passkeyAdded, .passkeyAdded, .passkeyRemoved, .passkeyRemoved])
        }
    }

    @Test func `an authenticator that goes leaves the codes of whom a passkey is asked for`() throws {
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            let codes = try add(1, ada, accounts)
            _ = try accounts.factors.begin(for: ada.account.user)
            #expect(try !accounts.factors.remove(for: ada.account.user))
            #expect(try accounts.count("recovery_codes") == codes.count)
        }
    }

    @Test func `a challenge is for one purpose, one user and one session, five minutes long, once`() throws {
        try TestAccounts.with { accounts in
            let store = PasskeyChallengeStore(database: accounts.database, now: { accounts.clock.now })
            let (ada, eve) = (UserID(), UserID())
            func data(_ challenge: Challenge) throws -> ClientData {
                let json: JSON = [
                    "type": "webauthn.get", "challenge": .string(Base64URL.encode(challenge.bytes)), "origin": "x",
                ]
                return try AuthenticationResponse([
                    "id": "AQ", "type": "public-key",
                    "response": [
                        "clientDataJSON": .string(Base64URL.encode(json.bytes)), "authenticatorData": "",
                        "signature": "",
                    ],
                ]).clientData
            }
            let challenge = try store.begin(.proof, for: ada)
            let open = try store.begin(.logIn, for: nil)
            #expect(try store.find(data(challenge), .proof, for: ada).challenge == challenge)
            #expect(try store.find(data(open), .logIn, for: nil).challenge == open)
            for (purpose, user) in [(.proof, eve), (.proof, nil), (.secondFactor, ada), (.logIn, ada)]
                as [(PasskeyPurpose, UserID?)]
            {
                #expect(throws: AccountError.passkeyChallengeInvalid) {
                    try store.find(data(challenge), purpose, for: user)
                }
            }
            #expect(throws: AccountError.passkeyChallengeInvalid) { try store.find(data(open), .logIn, for: ada) }
            let session = SessionID()
            let bound = try store.begin(.proof, for: ada, in: session)
            #expect(try store.find(data(bound), .proof, for: ada, in: session).challenge == bound)
            for other in [SessionID(), nil] {
                #expect(throws: AccountError.passkeyChallengeInvalid) {
                    try store.find(data(bound), .proof, for: ada, in: other)
                }
            }
            let asked = try store.find(data(open), .logIn, for: nil)
            try store.take(asked)
            #expect(throws: AccountError.passkeyChallengeInvalid) { try store.take(asked) }
            #expect(throws: AccountError.passkeyChallengeInvalid) { try store.find(data(open), .logIn, for: nil) }
            accounts.clock.now = accounts.clock.now + Challenge.lifetime
            #expect(throws: AccountError.passkeyChallengeInvalid) { try store.find(data(challenge), .proof, for: ada) }
            // What is too old goes with the next one; what is kept is a hash.
            accounts.clock.now = accounts.clock.now + .seconds(1)
            let next = try store.begin(.registration, for: ada)
            let rows = try accounts.database.query("SELECT challenge_hash FROM passkey_challenges")
            let kept = try rows.map { try $0.get("challenge_hash", as: [UInt8].self) }
            #expect(kept == [SHA256.digest(next.bytes)])
            // A new password takes back what was begun with the old one.
            try accounts.store.endChallenges(of: ada)
            #expect(try accounts.count("passkey_challenges") == 0)
        }
    }

    @Test
    func `a session that has ended adds none, nor does one of somebody who is gone, and what was begun before goes`()
        throws
    {
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            _ = try accounts.factors.begin(for: ada.account.user)
            _ = try add(1, ada, accounts)
            #expect(try accounts.count("second_factors") == 0)
            _ = try accounts.store.setPassword(of: "ada@example.com", to: "another mule accumulator")
            #expect(throws: AccountError.sessionEnded) { try add(2, ada, accounts) }
            _ = try accounts.database.transaction { database in
                try accounts.store.delete(ada.account.user) { try database.execute("DELETE FROM members") }
            }
            #expect(throws: AccountError.sessionEnded) { try add(3, ada, accounts) }
            #expect(throws: AccountError.sessionEnded) { try accounts.factors.begin(for: ada.account.user) }
            #expect(try accounts.count("passkeys") == 0)
        }
    }

    @Test func `the operator's password takes passkeys away, a forgotten one leaves them`() throws {
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            _ = try add(1, ada, accounts)
            accounts.clock.now = accounts.clock.now + .seconds(1)
            try accounts.store.requestPasswordReset("ada@example.com", through: accounts.outbox)
            let mail = try #require(accounts.mails().last)
            guard case .passwordReset(let token) = mail else {
                Issue.record("no mail with a token")
                return
            }
            _ = try accounts.store.resetPassword(token, to: "incorrect mule accumulator")
            #expect(try accounts.count("passkeys") == 1)
            _ = try accounts.store.setPassword(of: "ada@example.com", to: "another mule accumulator")
            #expect(try accounts.count("passkeys") == 0 && accounts.count("recovery_codes") == 0)
            _ = try accounts.store.logIn(email: "ada@example.com", password: "another mule accumulator")
        }
    }
}
