import Glibc
import JSON

/// Asks whoever is at the terminal to prove that it is they.
enum StepUp {
    static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

    /// Asks for the password, and for a code where one is missing.
    ///
    /// - Parameter send: sends the proof; see `POST /api/v1/auth/step-up`.
    static func ask(_ send: (JSON) throws -> JSON) throws -> JSON {
        Terminal.error.write("This asks you to prove again that it is you.")
        var proof: JSON = ["current": .string(PersonOptions.answer(to: "Password: "))]
        do {
            return try send(proof)
        } catch let problem as ProblemAnswer where problem.code == "wrong_code" {
            proof["code"] = .string(PersonOptions.answer(to: "Code of your authenticator, or a recovery code: "))
            return try send(proof)
        }
    }

    /// What somebody does whose session is restricted; nil for what this version does not know.
    static func advice(_ restriction: String) -> String? {
        switch restriction {
        case "password": "Your password is one of those that are tried first: intelligentic password change"
        case "second_factor": "Your tenant asks for a second factor: intelligentic totp enable"
        default: nil
        }
    }
}
