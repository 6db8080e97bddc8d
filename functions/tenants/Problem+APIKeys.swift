internal import FunctionKit
internal import JSON
internal import Members

extension Problem {
    static let serviceAccountNotFound = Problem(
        404, "service_account_not_found", "The tenant has no such service account.")
    static let serviceAccountInvalid = Problem(
        422, "service_account_invalid", "A service account's name has \(RoleName.rule).",
        errors: [ProblemDetail(pointer: JSONPointer(tokens: ["name"]), message: "expected \(RoleName.rule)")])
    static let nameTaken = Problem(
        409, "name_taken", "Another service account of the tenant has this name. Choose another one.")
    static let tooManyServiceAccounts = Problem(
        409, "too_many_service_accounts",
        "Your tenant has \(ServiceAccountStore.accountLimit) service accounts, as many as it may. Delete some.")
    static let apiKeyNotFound = Problem(404, "api_key_not_found", "The tenant has no such API key.")
    static let apiKeyRefused = Problem(422, "api_key_refused", "Such an API key cannot be made; see errors.")
    static let tooManyKeys = Problem(
        409, "too_many_api_keys",
        "Your tenant has \(APIKeyStore.keyLimit) API keys, as many as it may. Revoke those that nobody uses.")
}
