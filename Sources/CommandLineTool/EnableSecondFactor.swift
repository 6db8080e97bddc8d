import ArgumentParser
import JSON

/// `intelligentic totp enable`
struct EnableSecondFactor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Connect an authenticator; logins ask for its codes from then on.",
        discussion:
            "You are asked for the password and a code; where nobody can be asked they are lines of standard input.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let password = PersonOptions.answer(to: "Password: ")
        let begun = try platform.post("/api/v1/auth/totp", ["current": .string(password)])
        Terminal.error.write("Secret: \(begun["secret"]?.string ?? "")")
        Terminal.error.write("Or as a QR code: \(begun["uri"]?.string ?? "")".printable)
        let code = PersonOptions.answer(to: "Code that the authenticator shows: ")
        let confirmed = try platform.post("/api/v1/auth/totp/confirm", ["code": .string(code)])
        options.show(confirmed) { answer in
            ["Logins ask for a code now. Keep these recovery codes, each is good once:"]
                + (answer["recoveryCodes"]?.array ?? []).compactMap(\.string)
        }
    }
}
