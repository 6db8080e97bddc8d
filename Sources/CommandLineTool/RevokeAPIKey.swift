import ArgumentParser
import JSON

/// `intelligentic api-key revoke`
struct RevokeAPIKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End an API key: it is refused from now on.")

    @Argument(help: "The key's id, as `intelligentic api-key list` shows it.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete("\(APIKeyCommands.path)/\(QueryText.escaped(id))")
        options.show(["id": .string(id)]) { _ in ["Revoked \(id).".printable] }
    }
}
