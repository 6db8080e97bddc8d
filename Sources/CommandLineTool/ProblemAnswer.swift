import HTTPClient
import JSON

/// An answer of the platform that says what is wrong (RFC 9457).
struct ProblemAnswer: Error {
    let status: Int
    /// Stable, such as `run_not_found`.
    let code: String
    let detail: String
    /// What is wrong with a document, place by place.
    let errors: [JSON]
    /// With `mfa_required`: what the login goes on with.
    let challenge: String?
    /// The file that was sent, so that its lines can be named.
    var file: String?

    init(_ response: HTTPResponse) {
        let body = try? JSON(parsing: response.body)
        status = response.status
        code = body?["code"]?.string ?? "http_\(response.status)"
        detail = body?["detail"]?.string ?? body?["title"]?.string ?? "The answer has status \(response.status)."
        errors = body?["errors"]?.array ?? []
        challenge = body?["challenge"]?.string
    }

    var failure: Failure {
        let places = errors.map { error in
            let line = error["line"]?.int.map { ":\($0)" } ?? ""
            let place = error["pointer"]?.string ?? ""
            return "  " + (file.map { "\($0)\(line): " } ?? "") + (place.isEmpty ? "" : "\(place): ")
                + (error["message"]?.string ?? "")
        }
        let lines = ["\(detail) (\(code))"] + places + (advice.map { [$0] } ?? [])
        return Failure(reason, lines.map(\.printable).joined(separator: "\n"))
    }

    private var reason: ExitReason {
        switch status {
        case 401, 403: .notAllowed
        case 502, 503, 504: .unreachable
        default: .refused
        }
    }

    private var advice: String? {
        switch (status, code) {
        case (401, "invalid_credentials"): nil
        case (401, "step_up_required"):
            "At a terminal you are asked for it. Scripts sign in just before: intelligentic login"
        case (403, "password_change_required"): StepUp.advice("password")
        case (403, "second_factor_required"): StepUp.advice("second_factor")
        case (401, _): "Sign in: intelligentic login"
        case (403, _): "Ask an admin of your tenant for a role that may do this."
        case (404, "not_found"):
            "Is this the address of the platform, and of this version? intelligentic whoami says which one."
        case (502, _), (503, _), (504, _):
            "Try again. When it stays so: is the platform up? Its logs say why it is not."
        default: nil
        }
    }
}
