import ArgumentParser
import JSON

/// `intelligentic passkey remove`
struct RemovePasskey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a passkey, and end your other sessions: it may have opened them.")

    @Argument(help: "The passkey's id, as `intelligentic passkey list` shows it.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete("\(PasskeyCommands.path)/\(QueryText.escaped(id))")
        options.show(["id": .string(id)]) { _ in ["Removed."] }
    }
}
