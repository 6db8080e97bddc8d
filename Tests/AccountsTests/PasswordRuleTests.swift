import Testing

@testable import Accounts

struct PasswordRuleTests {
    @Test(arguments: ["ten chars!", String(repeating: "x", count: 72), "pässwörter", "          "])
    func `accepts`(password: String) {
        #expect(PasswordRule.violation(of: password) == nil)
    }

    @Test(arguments: [
        ("nine char", "must be at least 10 characters long"),
        ("", "must be at least 10 characters long"),
        ("äöüäöü", "must be at least 10 characters long"),
        (
            String(repeating: "x", count: 73),
            "must be at most 72 bytes long (characters beyond ASCII take two to four)"
        ),
        (
            String(repeating: "ä", count: 37),
            "must be at most 72 bytes long (characters beyond ASCII take two to four)"
        ),
        ("ten\0chars!", "must not contain a NUL character"),
    ])
    func `refuses`(password: String, reason: String) {
        #expect(PasswordRule.violation(of: password) == reason)
    }
}
