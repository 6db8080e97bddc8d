internal import FunctionKit
internal import JSON
internal import Members

/// What of a service account can be changed, besides its roles.
struct ServiceAccountBody: Decodable {
    let name: String
    let disabled: Bool?

    static let schema = Schema.object(
        [
            "name": .roleName, "disabled": Schema.boolean.described("Whether its keys are refused; else they work."),
        ], optional: ["disabled"], isClosed: true
    ).named("ChangedServiceAccount")

    /// - Throws: a ``Problem`` 422 `service_account_invalid`.
    static func check(name: String) throws(Problem) {
        guard RoleName.isGood(name) else { throw .serviceAccountInvalid }
    }
}
