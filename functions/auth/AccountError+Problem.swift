internal import Accounts
internal import FunctionKit
internal import JSON

extension AccountError {
    /// What the client reads.
    var problem: Problem {
        switch self {
        case .invalid(let violations):
            let onlyPassword = violations.allSatisfy { $0.field == .password }
            return Problem(
                422, onlyPassword ? "invalid_password" : "invalid_body",
                violations.map { "\($0.field.rawValue) \($0.message)" }.joined(separator: "; ") + ".",
                errors: violations.map {
                    ProblemDetail(pointer: JSONPointer(tokens: [$0.field.rawValue]), message: $0.message)
                })
        case .emailTaken:
            return Problem(409, "email_taken", "Somebody has registered with this e-mail. Log in instead.")
        case .invalidCredentials:
            return Problem(401, "invalid_credentials", "E-mail or password is wrong.")
        case .tenantRequired(let tenants):
            let names = tenants.map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
            return Problem(
                422, "tenant_required", "Say which tenant you log in to. You are a member of: \(names).",
                errors: [
                    ProblemDetail(
                        pointer: JSONPointer(tokens: ["tenant"]), message: "must be the id or name of your tenant")
                ])
        case .refreshTokenInvalid:
            return Problem(401, "refresh_token_invalid", "This refresh token is not good any more. Log in again.")
        }
    }
}
