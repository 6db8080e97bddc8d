import ArgumentParser
import JSON

/// `intelligentic password reset`
struct ResetPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Choose a new password when you have forgotten yours.",
        discussion: """
            With --email you are sent mail with a token. With --token-stdin you choose the password: the token comes on the \
            first line of standard input, the password on the second; at a terminal you are asked for both.
            """)

    @Option(help: "The e-mail address that mail is sent to.")
    var email: String?

    @Flag(help: "Choose the new password with the token that came by mail.")
    var tokenStdin = false

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        guard (email == nil) == tokenStdin else { throw ValidationError("Give --email or --token-stdin.") }
    }

    func run() throws {
        let platform = try options.platform()
        if let email {
            let answer = try platform.postOpenly("/api/v1/auth/password-reset", ["email": .string(email)])
            options.show(answer) { _ in ["If somebody has this e-mail, mail with a token is on its way."] }
        } else {
            let (token, password) = (Self.line("Token: "), Self.line("New password: "))
            PersonOptions.tellStrength(of: password)
            let body: JSON = ["token": .string(token), "password": .string(password)]
            let answer = try platform.postOpenly("/api/v1/auth/password-reset/confirm", body)
            options.show(answer) { _ in ["Changed your password. Sign in: intelligentic login"] }
        }
    }

    private static func line(_ question: String) -> String {
        PersonOptions.answer(to: question)
    }
}
