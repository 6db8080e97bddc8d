internal import Encryption
internal import FunctionKit
internal import Secrets

/// Secrets: values that runs may read, and nobody else.
@main
struct SecretsFunction: Function {
    static let name = "secrets"

    static let endpointTypes: [any Endpoint.Type] = [
        PutSecret.self, ListSecrets.self, ShowSecret.self, DeleteSecret.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let keys = try KeyRing(contentsOf: resources.environment.required("SECRETS_KEY_FILE"))
        let secrets = SecretStore(database: resources.database, keys: keys)
        return [
            PutSecret(secrets: secrets), ListSecrets(secrets: secrets), ShowSecret(secrets: secrets),
            DeleteSecret(secrets: secrets),
        ]
    }
}
