import Database
import Identity
import Mail
import Sessions
import TestServers
import Testing

@testable import Accounts

/// Somebody deletes their account.
struct AccountDeletionTests {
    private func delete(_ signIn: SignIn, _ accounts: TestAccounts) throws -> [SessionReference] {
        try accounts.database.transaction { database in
            try accounts.store.delete(signIn.account.user) {
                try database.execute("DELETE FROM members WHERE user_id = \(signIn.account.user)")
            }
        }
    }

    @Test func `nothing of somebody stays but what tenants wrote down, and others stay whole`() throws {
        try TestAccounts.with { accounts in
            let (ada, eve) = try (accounts.register(), accounts.register("eve@example.com"))
            let again = try accounts.logIn()
            for signIn in [ada, eve] {
                let secret = try accounts.factors.begin(for: signIn.account.user)
                #expect(!secret.isEmpty)
                try accounts.store.requestPasswordReset(signIn.account.email, through: accounts.outbox)
                _ = try accounts.store.logIn(
                    email: signIn.account.email, password: "correct horse",
                    from: SessionOrigin(address: "192.0.2.7", userAgent: "curl/8"))
            }
            let ended = try delete(ada, accounts)
            #expect(ended.count == 3 && ended.contains(SessionReference(again.session, in: ada.account.tenant.id)))
            for (table, column) in try columns(accounts) {
                let name = SQL(trusted: column)
                let value: SQL = column == "email" ? "'ada@example.com'" : "\(ada.account.user)"
                let other: SQL = column == "email" ? "'eve@example.com'" : "\(eve.account.user)"
                let rows = try accounts.database.query(
                    "SELECT 1 AS found FROM \(sql: SQL(trusted: table)) WHERE \(sql: name) = \(sql: value) LIMIT 1")
                #expect(rows.isEmpty, "\(table)")
                guard ["users", "sessions", "second_factors", "sign_in_places", "password_resets"].contains(table)
                else { continue }
                let others = try accounts.database.query(
                    "SELECT 1 AS found FROM \(sql: SQL(trusted: table)) WHERE \(sql: name) = \(sql: other) LIMIT 1")
                #expect(!others.isEmpty, "\(table)")
            }
            #expect(try accounts.mails().contains(.accountDeleted))
            #expect(throws: AccountError.invalidCredentials) { try accounts.logIn() }
            #expect(throws: AccountError.refreshTokenInvalid) { try accounts.store.refresh(again.refreshToken) }
            #expect(try accounts.store.me(eve.caller) != nil)
            #expect(try delete(ada, accounts) == [])
            // The e-mail is free again.
            try accounts.register()
        }
    }

    /// Wherever the schema knows a person by their id or their e-mail.
    private func columns(_ accounts: TestAccounts) throws -> [(table: String, column: String)] {
        let rows = try accounts.database.query(
            """
            SELECT table_name AS name, column_name AS part FROM information_schema.columns
            WHERE table_schema = DATABASE() AND column_name IN ('user_id', 'email')
            """)
        #expect(rows.count > 10)
        return try rows.map { (try $0.get("name"), try $0.get("part")) } + [("users", "id")]
    }

    @Test func `who cannot leave keeps all`() throws {
        struct Refused: Error {}
        try TestAccounts.with { accounts in
            let ada = try accounts.register()
            #expect(throws: Refused.self) {
                try accounts.database.transaction { _ in
                    try accounts.store.delete(ada.account.user) { throw Refused() }
                }
            }
            #expect(try accounts.store.me(ada.caller) != nil)
            #expect(try accounts.mails() == [])
        }
    }
}
