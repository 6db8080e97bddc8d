internal import Accounts
internal import JSON

extension Schema {
    /// A password that somebody chooses.
    static let newPassword = Schema.string(
        "\(PasswordRule.shortest) to \(PasswordRule.longest) characters, several spaces counted as one; none of those that people take most often.",
        length: PasswordRule.shortest...PasswordRule.longest)
}
