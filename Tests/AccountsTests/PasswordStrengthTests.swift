import Testing

@testable import Accounts

struct PasswordStrengthTests {
    @Test(arguments: [
        ("aaaaaaaaaaaaaaaaaaaaaaaa", PasswordStrength.weak), ("abcdefghijklmnopqrstuvwxyz", .weak),
        ("qwertyuiopqwertyuiop", .weak), ("abcabcabcabcabcabcabc", .weak), ("password1234", .weak),
        ("xkqzvjmtplrg", .fair), ("correct horse battery", .good), ("incorrect mule accumulator", .strong),
    ])
    func `length counts, and what repeats or continues does not`(password: String, strength: PasswordStrength) {
        #expect(PasswordStrength(password) == strength, "\(PasswordStrength.countedLength(password))")
    }

    @Test func `who has a weak one is told what would be better`() {
        #expect(PasswordStrength("aaaaaaaaaaaa").advice.contains("Longer"))
        #expect(PasswordStrength("incorrect mule accumulator").advice.isEmpty)
    }
}
