import Testing

@testable import Accounts

struct RegistrationTests {
    @Test(arguments: [
        "a@b", "ada@example.com", "ada.lovelace+test@sub.example.co.uk", "o'neil@example.com", "ADA@EXAMPLE.COM",
        "1@2.3", String(repeating: "a", count: 64) + "@example.com", "a@xn--bcher-kva.example",
    ])
    func `an e-mail address`(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "@", "ada", "ada@", "@example.com", "ada@@example.com", "ada@example@com", "ada@.com", "ada@example.",
        "ada@-example.com", "ada@example-.com", "ada lovelace@example.com", " ada@example.com", "ada@example.com ",
        "ada@example.com\n", "ada@exa_mple.com", "adä@example.com", "ada@bücher.example", "\"ada\"@example.com",
        "Ada <ada@example.com>", "ada@example.com,eve@example.com", "ada@example.com\0", "ada\r\nBcc:x@example.com",
        String(repeating: "a", count: 65) + "@example.com", "a@" + String(repeating: "b", count: 64) + ".com",
        "a@" + String(repeating: "b.", count: 130) + "com",
    ])
    func `no e-mail address`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `everything that is wrong is said at once`() {
        #expect(
            throws: AccountError.invalid([
                Registration.Violation(field: .email, message: "must be an e-mail address such as ada@example.com"),
                Registration.Violation(field: .password, message: "must be at least 12 characters long"),
                Registration.Violation(
                    field: .tenant, message: "must be 1 to 200 characters, no control characters"),
            ])
        ) {
            try Registration(email: "ada", password: "short", tenantName: " ")
        }
    }

    @Test(arguments: [(" Analytical Engines\t", "Analytical Engines"), ("日本", "日本"), ("a b", "a b")])
    func `a tenant's name loses the space around it`(text: String, name: String) throws {
        #expect(try registration(tenant: text).tenantName == name)
    }

    @Test func `a tenant's name is not too long and one line`() throws {
        _ = try registration(tenant: String(repeating: "ä", count: 200))
        for name in [String(repeating: "ä", count: 201), "", "\n", "a\nb", "a\u{0}b", "a\u{7F}"] {
            #expect(throws: AccountError.self) { try registration(tenant: name) }
        }
    }

    private func registration(tenant: String) throws -> Registration {
        try Registration(email: "ada@example.com", password: "correct horse", tenantName: tenant)
    }
}
