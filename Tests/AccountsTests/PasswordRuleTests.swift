import Testing

@testable import Accounts

struct PasswordRuleTests {
    @Test(arguments: [
        "twelve chars", String(repeating: "x", count: 128), "pässwörterchen", String(repeating: "ä", count: 64),
        String(repeating: "🦉", count: 64), "a b c d e f g",
    ])
    func `accepts`(password: String) {
        #expect(PasswordRule.violation(of: password) == nil)
    }

    @Test(arguments: [
        ("eleven char", "must be at least 12 characters long"),
        ("", "must be at least 12 characters long"),
        ("äöüäöüäöüäö", "must be at least 12 characters long"),
        ("two    words", "must be at least 12 characters long"),
        (String(repeating: " ", count: 40), "must be at least 12 characters long"),
        (String(repeating: "x", count: 129), "must be at most 128 characters long"),
        (String(repeating: "ä", count: 129), "must be at most 128 characters long"),
        ("twelve\0chars", "must not contain a NUL character"),
    ])
    func `refuses`(password: String, reason: String) {
        #expect(PasswordRule.violation(of: password) == reason)
    }

    @Test func `the list has more than the 3,000 that ASVS asks for, that are long enough`() {
        let all = FrequentPasswords.all
        #expect(all.count { $0.count >= PasswordRule.shortest } >= 3_000)
        #expect(all.allSatisfy { $0.count >= 10 && !$0.contains(" ") && $0 == $0.lowercased()[...] })
    }

    @Test(arguments: ["qwertyuiop12", "QwertyUIOP12", "password1234", "1qaz2wsx3edc"])
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
