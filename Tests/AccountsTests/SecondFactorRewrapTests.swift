import Database
import Encryption
import Identity
import TestServers
import Testing

@testable import Accounts

struct SecondFactorRewrapTests {
    @Test func `authenticators' secrets come under the new key, and what no key opens is named and left`() throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/secrets.key"
            try KeyRing.makeMissing(file)
            let old = try KeyRing(contentsOf: file)
            try TestAccounts.with { accounts in
                let (ada, eve) = (
                    try accounts.register().account.user, try accounts.register("eve@example.com").account.user
                )
                for user in [ada, eve] { _ = try SecondFactorStore(accounts.database, keys: old).begin(for: user) }
                try accounts.database.execute("UPDATE second_factors SET ciphertext = 'altered' WHERE user_id = \(eve)")
                let secret = try old.open(sealed(ada, accounts), boundTo: SecondFactorStore.context(ada))

                try KeyRing.useKey(KeyRing.addKey(to: file), in: file)
                let keys = try KeyRing(contentsOf: file)
                let store = SecondFactorStore(accounts.database, keys: keys)
                let outcome = try store.rewrapAll()
                #expect(outcome.rewrapped == 1)
                #expect(outcome.unreadable == [eve])
                #expect(try store.keyIDs() == [old.sealingKeyID, keys.sealingKeyID])
                let anew = try sealed(ada, accounts)
                #expect(anew.keyID == keys.sealingKeyID)
                #expect(try keys.open(anew, boundTo: SecondFactorStore.context(ada)) == secret)
                #expect(try store.rewrapAll().rewrapped == 0)
            }
        }
    }

    private func sealed(_ user: UserID, _ accounts: TestAccounts) throws -> SealedBytes {
        let rows = try accounts.database.query(
            "SELECT key_id, nonce, ciphertext FROM second_factors WHERE user_id = \(user)")
        let row = try #require(rows.first)
        return SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
    }
}
