/// Which passwords people may choose.
package enum PasswordRule {
    /// In characters.
    package static let shortest = 10

    /// What is wrong with a password, as the end of a sentence that starts with "The password"; nil when nothing is.
    package static func violation(of password: String) -> String? {
        if password.count < shortest { return "must be at least \(shortest) characters long" }
        if password.utf8.count > PasswordHash.lengthLimit {
            return "must be at most \(PasswordHash.lengthLimit) bytes long (characters beyond ASCII take two to four)"
        }
        return password.utf8.contains(0) ? "must not contain a NUL character" : nil
    }
}
