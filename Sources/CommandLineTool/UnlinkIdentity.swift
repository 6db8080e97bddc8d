import ArgumentParser
import JSON

/// `intelligentic identity unlink`
struct UnlinkIdentity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Whom the provider names is not you any more.")

    @Argument(help: "The identity's id, as `intelligentic identity list` shows it.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete("\(IdentityCommands.path)/\(QueryText.escaped(id))")
        options.show(["id": .string(id)]) { _ in ["Unlinked."] }
    }
}
