import Database
import Identity
import Mail
import Sessions
import TestServers
import Testing

@testable import Accounts

/// What people are told of their accounts.
struct NoticeTests {
    private func origin(_ address: String, _ program: String) -> SessionOrigin {
        SessionOrigin(address: address, userAgent: program)
    }

    @Test func `a login from a new place is told of, and the first one and known ones are not`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            func logIn(_ address: String, _ program: String) throws -> [OutgoingMail] {
                let before = try accounts.mails().count
                accounts.clock.now = accounts.clock.now + .seconds(1)
                _ = try accounts.store.logIn(
                    email: "ada@example.com", password: "correct horse", from: origin(address, program))
                return Array(try accounts.mails().dropFirst(before))
            }
            #expect(try logIn("192.0.2.7", "curl/8.1") == [])
            #expect(try logIn("192.0.2.200", "curl/8.2 (of another version)") == [])
            let time = accounts.clock.now + .seconds(1)
            #expect(
                try logIn("198.51.100.7", "curl/8.1 and more")
                    == [.newSignIn(address: "198.51.100.7", program: "curl/8.1", time: time.description)])
            #expect(try logIn("192.0.2.7", "Mozilla/5.0").count == 1)
            #expect(try logIn("2001:db8::1", "Mozilla/5.0").count == 1)
            #expect(try logIn("2001:db8::2", "Mozilla/5.0") == [])
            #expect(try logIn("198.51.100.8", "curl/9") == [])
        }
    }

    @Test func `as many places are remembered as anybody needs`() throws {
        try TestAccounts.with { accounts in
            try accounts.register()
            for number in 0..<AccountStore.placeLimit + 5 {
                accounts.clock.now = accounts.clock.now + .seconds(1)
                _ = try accounts.store.logIn(
                    email: "ada@example.com", password: "correct horse", from: origin("10.0.\(number).1", "curl/8"))
            }
            let places = try accounts.count("sign_in_places")
            #expect(places == AccountStore.placeLimit)
        }
    }

    @Test(arguments: [
        ("none", Role.admin, false), ("admins", .admin, true), ("admins", .developer, false), ("all", .viewer, true),
    ])
    func `a policy that asks for a second factor lets those without one only set it up`(
        required: String, role: Role, isRestricted: Bool
    ) throws {
        try TestAccounts.with { accounts in
            let first = try accounts.register()
            try accounts.database.execute("UPDATE members SET role = \(role.rawValue)")
            try accounts.database.execute(
                """
                INSERT INTO tenant_policies (tenant_id, revision, outbound_allow, processes, require_second_factor,
                    updated_at, updated_by)
                VALUES (\(first.account.tenant.id), 1, '[]', '', \(required), \(accounts.clock.now), \(first.account.user))
                """)
            let expected: SessionRestriction? = isRestricted ? .secondFactor : nil
            #expect(try accounts.logIn().restriction == expected)
            let next = try accounts.store.refresh(first.refreshToken)
            #expect(next.restriction == expected)
            let standing = try SessionStore(accounts.database).standing(
                of: next.session, in: next.account.tenant.id, at: accounts.clock.now)
            #expect(standing?.grants.restriction == expected)
            #expect(standing?.grants.allowsSomewhere(Permission(.read, .runs)) == !isRestricted)
            func lifted() throws -> SessionRestriction? {
                try accounts.store.lift(.secondFactor, of: next.caller)
                return try SessionStore(accounts.database).standing(
                    of: next.session, in: next.account.tenant.id, at: accounts.clock.now)?.grants.restriction
            }
            // Only what is there is not asked for any more.
            #expect(try lifted() == expected)
            try accounts.database.execute(
                """
                INSERT INTO second_factors (user_id, key_id, nonce, ciphertext, created_at, confirmed_at, last_step)
                VALUES (\(first.account.user), 'k', '123456789012', 'x', \(accounts.clock.now), \(accounts.clock.now), 0)
                """)
            #expect(try lifted() == nil)
        }
    }
}
