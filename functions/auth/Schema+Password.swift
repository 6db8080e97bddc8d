internal import Accounts
internal import JSON

extension Schema {
    /// A password that somebody chooses.
    static let newPassword = Schema.string(
        "At least \(PasswordRule.shortest) characters, at most \(PasswordHash.lengthLimit) bytes; none of those that people take most often.",
        length: PasswordRule.shortest...PasswordHash.lengthLimit)
}
