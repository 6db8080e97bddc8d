import ArgumentParser
import JSON

/// `intelligentic verify-email`
struct VerifyEmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-email", abstract: "Confirm your e-mail with the token that came by mail, and sign in.",
        discussion: "You are asked for the token; where nobody can be asked it comes from standard input.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let token = PersonOptions.answer(to: "Token: ")
        try PersonOptions.signIn("/api/v1/auth/verify-email", email: "", ["token": .string(token)], options)
    }
}
