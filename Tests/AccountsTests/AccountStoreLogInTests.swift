import Accounts
import Database
import Identity
import TestServers
import Testing

struct AccountStoreLogInTests {
    @Test func `opens a session of its own each time`() throws {
        try TestAccounts.with { accounts in
            let first = try accounts.register()
            let second = try accounts.logIn("ADA@example.com")
            #expect(second.account == first.account)
            #expect(second.session != first.session)
            #expect(second.refreshToken != first.refreshToken)
        }
    }

    @Test(arguments: [
        ("ada@example.com", "wrong horse"), ("ada@example.com", ""), ("ada@example.com", "correct horse "),
        ("eve@example.com", "correct horse"), ("", "correct horse"), ("ada@example.com ", "correct horse"),
        ("adä@example.com", "correct horse"), ("%", "correct horse"), ("' OR 1=1 -- ", "correct horse"),
        ("ada@example.com", String(repeating: "x", count: 1_000)),
    ])
    func `says only that e-mail or password is wrong`(email: String, password: String) throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            #expect(throws: AccountError.invalidCredentials) {
                try accounts.store.logIn(email: email, password: password)
            }
            #expect(try accounts.count("sessions") == 1)
        }
    }

    @Test func `a member of several tenants says which, by id or by name`() throws {
        try TestAccounts.with { accounts in
            let ada = try accounts.register("ada@example.com", tenant: "Engines")
            let eve = try accounts.register("eve@example.com", tenant: "Looms")
            try accounts.add(ada.account.user, to: eve.account.tenant.id, as: .viewer)

            let tenants = [ada.account.tenant, eve.account.tenant]
            for unclear in [nil, "", "Mills", TenantID().description] {
                #expect(throws: AccountError.tenantRequired(tenants)) { try accounts.logIn(tenant: unclear) }
            }
            for text in ["Looms", eve.account.tenant.id.description] {
                let signIn = try accounts.logIn(tenant: text)
                #expect(signIn.account.tenant == eve.account.tenant)
                #expect(signIn.caller.role == .viewer)
            }
            #expect(try accounts.logIn(tenant: "Engines").caller.role == .admin)
            #expect(try accounts.logIn("eve@example.com").account.tenant == eve.account.tenant)
        }
    }

    @Test func `tenants of one name are told apart by id`() throws {
        try TestAccounts.with { accounts in
            let (ada, eve) = try (accounts.register("ada@example.com"), accounts.register("eve@example.com"))
            try accounts.add(ada.account.user, to: eve.account.tenant.id, as: .viewer)
            #expect(throws: AccountError.tenantRequired([ada.account.tenant, eve.account.tenant])) {
                try accounts.logIn(tenant: "Engines")
            }
            #expect(try accounts.logIn(tenant: eve.account.tenant.id.description).caller.role == .viewer)
        }
    }

    @Test func `another user's tenant stays closed and unnamed`() throws {
        try TestAccounts.with { accounts in
            let ada = try accounts.register("ada@example.com", tenant: "Engines")
            let eve = try accounts.register("eve@example.com", tenant: "Looms")
            for tenant in ["Looms", eve.account.tenant.id.description] {
                #expect(throws: AccountError.tenantRequired([ada.account.tenant])) {
                    try accounts.logIn(tenant: tenant)
                }
            }
        }
    }
}
