import ArgumentParser
import JSON

/// `intelligentic secret delete`
struct DeleteSecret: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a secret: no run reads it any more.")

    @Argument(help: "The secret's name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete(SecretCommands.path(of: name))
        options.show(["name": .string(name)]) { _ in ["Deleted the secret \(name).".printable] }
    }
}
