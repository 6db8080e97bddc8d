import ArgumentParser
import JSON

/// `intelligentic totp disable`
struct DisableSecondFactor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Have logins ask for the password only.",
        discussion:
            "You are asked for the password and a code; where nobody can be asked they are lines of standard input.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let password = PersonOptions.answer(to: "Password: ")
        let code = PersonOptions.answer(to: "Code of your authenticator, or a recovery code: ")
        let body: JSON = ["current": .string(password), "code": .string(code)]
        let answer = try options.platform().post("/api/v1/auth/totp/remove", body)
        options.show(answer) { _ in ["Logins ask for the password only. Your other sessions have ended."] }
    }
}
