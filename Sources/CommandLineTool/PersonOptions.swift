import Accounts
import ArgumentParser
import Glibc
import JSON

/// Who signs in; what is not given is asked for.
struct PersonOptions: ParsableArguments {
    @Option(help: "Your e-mail address.")
    var email: String?

    @Flag(help: "Read the password from standard input instead of asking for it.")
    var passwordStdin = false

    func askedEmail() throws -> String {
        if let email { return email }
        guard isatty(STDIN_FILENO) == 1 else { throw ValidationError("Nobody can be asked here: give --email.") }
        Terminal.error.writeRaw("E-mail: ")
        return readLine() ?? ""
    }

    func askedPassword() throws -> String {
        try Self.secret("Password: ", fromInput: passwordStdin)
    }

    /// Asks somebody at a terminal, else reads the next line of standard input.
    static func answer(to question: String) -> String {
        isatty(STDIN_FILENO) == 1 ? Terminal.error.askSecretly(question) ?? "" : readLine() ?? ""
    }

    /// Asks for a password, or reads the next line of standard input.
    static func secret(_ question: String, fromInput: Bool) throws -> String {
        if fromInput { return readLine() ?? "" }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ValidationError(
                "Nobody can be asked here: give --password-stdin, with the password on standard input.")
        }
        return Terminal.error.askSecretly(question) ?? ""
    }

    /// Says how good a password is that somebody chooses, where the rule lets it pass.
    static func tellStrength(of password: String) {
        guard PasswordRule.violation(of: password) == nil else { return }
        let strength = PasswordStrength(password)
        Terminal.error.write("Strength of the password: \(strength.rawValue). \(strength.advice)")
    }

    static func signIn(_ path: String, email: String, _ body: JSON, _ options: PlatformOptions) throws {
        var platform = try options.platform()
        guard let credentials = try platform.signIn(path, email: email, body) else {
            let next = "intelligentic verify-email --url \(platform.url)"
            return options.show(["status": "mail_sent"]) { _ in
                ["Look into your mail, and confirm your e-mail: \(next)".printable]
            }
        }
        show(credentials, options, restriction: platform.restriction)
    }

    /// - Parameter restriction: what somebody does first whose session is restricted.
    static func show(_ credentials: Credentials, _ options: PlatformOptions, restriction: String?) {
        let answer: JSON = [
            "url": .string(credentials.url), "email": .string(credentials.email), "tenant": .string(credentials.tenant),
        ]
        options.show(answer) { _ in
            ["Signed in at \(credentials.url) as \(credentials.email), tenant \(credentials.tenant).".printable]
                + (restriction.map { [$0] } ?? [])
        }
    }
}
