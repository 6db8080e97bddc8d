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

    @Test func `the list has more than the 3,000 that ASVS asks for, and each of them would be long enough`() {
        let all = FrequentPasswords.all
        #expect(all.count >= 3_000)
        #expect(all.allSatisfy { $0.count >= PasswordRule.shortest && !$0.contains(" ") && $0 == $0.lowercased()[...] })
    }

    @Test(arguments: ["qwertyuiop", "QwertyUIOP", "password123", "1qaz2wsx3edc"])
    func `refuses what people take most often`(password: String) {
        #expect(PasswordRule.violation(of: password)?.contains("most often") == true)
    }

    @Test(arguments: [
        "ada.lovelace", "Ada.Lovelace1", "ada.lovelaceada.lovelace", "1ada.lovelace@example.com", "AnalyticalEngines",
        "analyticalengines12!",
    ])
    func `refuses what is made of what others know`(password: String) {
        let owner = ["Ada.Lovelace@example.com", "AnalyticalEngines"]
        #expect(PasswordRule.violation(of: password, owner: owner)?.contains("made of") == true)
    }

    @Test(arguments: [
        ("ada.lovelace and her horse", "ada.lovelace@example.com"), ("abcabcabcabc", "abc@example.com"),
        ("correct horse", ""),
    ])
    func `a known name in a longer password is fine, and so is a short one`(password: String, owner: String) {
        #expect(PasswordRule.violation(of: password, owner: [owner]) == nil)
    }
}
