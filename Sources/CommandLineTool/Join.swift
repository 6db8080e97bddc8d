import ArgumentParser
import Glibc
import JSON

/// `intelligentic join`
///
/// There is no option for the token: what stands in a command is seen by every user of the machine, and kept by the shell.
struct Join: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accept an invitation, and sign in.",
        discussion: """
            You are asked for the token of the invitation, and for your password: the one that you have here, or the one that \
            you want to have. With --stdin both come from standard input, the token in the first line.
            """)

    @Flag(help: "Read token and password from standard input instead of asking for them.")
    var stdin = false

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let body: JSON = [
            "token": .string(try asked("Token: ")), "password": .string(try asked("Password: ")),
        ]
        try PersonOptions.signIn("/api/v1/invitations/accept", email: "", body, options)
    }

    private func asked(_ what: String) throws -> String {
        if stdin { return readLine() ?? "" }
        guard isatty(STDIN_FILENO) == 1 else {
            throw ValidationError("Nobody can be asked here: give --stdin, with token and password on standard input.")
        }
        return Terminal.error.askSecretly(what) ?? ""
    }
}
