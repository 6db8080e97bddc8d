import ArgumentParser
import JSON

/// `intelligentic verify-email`
struct VerifyEmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-email", abstract: "Confirm your e-mail with the token that came by mail, and sign in.",
        discussion: """
            You are asked for the token, and for the password that you registered with; where nobody can be asked they are \
            lines of standard input.
            """)

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let token = PersonOptions.answer(to: "Token: ")
        let password = PersonOptions.answer(to: "Password: ")
        let body: JSON = ["token": .string(token), "password": .string(password)]
        try PersonOptions.signIn("/api/v1/auth/verify-email", email: "", body, options)
    }
}
