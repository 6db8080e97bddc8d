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
        let begun = try begin(platform, ["current": .string(password)])
        Terminal.error.write("Secret: \(begun["secret"]?.string ?? "")")
        Terminal.error.write("Or as a QR code: \(begun["uri"]?.string ?? "")".printable)
        let code = PersonOptions.answer(to: "Code that the authenticator shows: ")
        let confirmed = try platform.post("/api/v1/auth/totp/confirm", ["code": .string(code)])
        options.show(confirmed) { answer in
            ["Logins ask for a code now. Keep these recovery codes, each is good once:"]
                + (answer["recoveryCodes"]?.array ?? []).compactMap(\.string)
        }
    }

    /// Who has passkeys proves it with more than the password.
    private func begin(_ platform: Platform, _ proof: JSONObject) throws -> JSON {
        do {
            return try platform.post("/api/v1/auth/totp", .object(proof))
        } catch let problem as ProblemAnswer where problem.code == "wrong_code" {
            var proof = proof
            proof["code"] = .string(PersonOptions.answer(to: "A recovery code, since logins ask for a passkey: "))
            return try platform.post("/api/v1/auth/totp", .object(proof))
        }
    }
}
