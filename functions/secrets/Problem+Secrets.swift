internal import FunctionKit
internal import Secrets

extension Problem {
    static let secretNotFound = Problem(404, "secret_not_found", "There is no such secret.")

    static let tooManySecrets = Problem(409, "too_many_secrets", SecretLimit.secrets.description)

    static let secretInvalid = Problem(
        422, "secret_invalid", "The secret's name or value does not keep to its limits.")

    init(_ limit: SecretLimit) {
        self = limit == .secrets ? .tooManySecrets : .secretInvalid.with(detail: limit.description)
    }
}
