import ArgumentParser
import JSON

/// `intelligentic totp disable`
struct DisableSecondFactor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Have logins ask for the password only.",
        discussion: "You are asked for the password; where nobody can be asked it is the line of standard input.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let password = PersonOptions.answer(to: "Password: ")
        let answer = try options.platform().post("/api/v1/auth/totp/remove", ["current": .string(password)])
        options.show(answer) { _ in ["Logins ask for the password only."] }
    }
}
