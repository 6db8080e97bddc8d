import Accounts
import Database
import Identity
import TestServers
import Testing

struct AccountStoreRegisterTests {
    @Test func `makes a tenant with an admin who is signed in`() throws {
        try TestAccounts.with { accounts in
            let signIn = try accounts.register("Ada@example.com", tenant: " Engines ")
            #expect(signIn.account.email == "Ada@example.com")
            #expect(signIn.account.tenant.name == "Engines")
            #expect(signIn.account.role == .admin)
            #expect(try accounts.store.me(signIn.caller) == signIn.account)
            for table in ["users", "tenants", "members", "sessions", "refresh_tokens"] as [SQL] {
                #expect(try accounts.count(table) == 1, "\(table.text)")
            }
        }
    }

    @Test func `an e-mail registers once, in whatever case, and a refusal leaves nothing behind`() throws {
        try TestAccounts.with { accounts in
            try accounts.register("ada@example.com")
            #expect(throws: AccountError.emailTaken) { try accounts.register("ADA@example.com", tenant: "Other") }
            #expect(try accounts.count("tenants") == 1)
            #expect(try accounts.count("users") == 1)
            #expect(try accounts.count("sessions") == 1)
        }
    }

    @Test func `two teams may have one name`() throws {
        try TestAccounts.with { accounts in
            let (ada, eve) = try (accounts.register("ada@example.com"), accounts.register("eve@example.com"))
            #expect(ada.account.tenant.name == eve.account.tenant.name)
            #expect(ada.account.tenant.id != eve.account.tenant.id)
        }
    }

    @Test func `what breaks the rules reaches no table`() throws {
        try TestAccounts.with { accounts in
            #expect(throws: AccountError.self) {
                try accounts.store.register(email: "ada", password: "correct horse", tenantName: "Engines")
            }
            let users = try accounts.count("users")
            #expect(users == 0)
        }
    }

    @Test func `keeps neither password nor refresh token`() throws {
        try TestAccounts.with { accounts in
            let signIn = try accounts.register()
            let hash = try accounts.database.first("SELECT password_hash FROM users")?
                .get("password_hash", as: String.self)
            #expect(hash?.hasPrefix("p1$2b$") == true)
            let kept = try accounts.database.first("SELECT token_hash FROM refresh_tokens")?
                .get("token_hash", as: [UInt8].self)
            #expect(kept?.count == 32)
            #expect(signIn.refreshToken.utf8.count == 64)
        }
    }
}
