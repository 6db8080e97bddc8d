import ArgumentParser
import JSON

/// `intelligentic api-key …`
struct APIKeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key", abstract: "Keys with which programs call the API.",
        discussion: """
            A script that may only start runs, and nothing else:

            export INTELLIGENTIC_API_KEY=$(intelligentic api-key create nightly --scope runs:create --only-key)
            """, subcommands: [CreateAPIKey.self, ListAPIKeys.self, RevokeAPIKey.self])

    static let path = "/api/v1/api-keys"

    /// Such as `nightly (service account)`.
    static func principal(_ key: JSON) -> String {
        let name = key["principal"]?["name"]?.string ?? "nobody any more"
        return key["principal"]?["kind"] == "serviceAccount" ? "\(name) (service account)" : name
    }

    /// Such as `runs:create in demo`.
    static func rights(_ key: JSON) -> String {
        let scopes = (key["scopes"]?.array ?? []).compactMap(\.string).joined(separator: " ")
        let places = (key["namespaces"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        return places.isEmpty ? scopes : "\(scopes) in \(places)"
    }
}
