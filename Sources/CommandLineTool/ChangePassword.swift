import ArgumentParser
import JSON

/// `intelligentic password change`
struct ChangePassword: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Change your password; your other sessions end.",
        discussion: "Without a terminal both passwords come from standard input, the current one on the first line.")

    @Flag(help: "Read the passwords from standard input instead of asking for them.")
    var passwordStdin = false

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let current = try PersonOptions.secret("Current password: ", fromInput: passwordStdin)
        let next = try PersonOptions.secret("New password: ", fromInput: passwordStdin)
        PersonOptions.tellStrength(of: next)
        let body: JSON = ["current": .string(current), "password": .string(next)]
        let answer = try options.platform().put("/api/v1/auth/password", body)
        options.show(answer) { _ in ["Changed your password. Your other sessions have ended."] }
    }
}
