import ArgumentParser
import JSON

/// `intelligentic tenant rename`
struct RenameTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give the tenant another name. For admins of the tenant.")

    @Argument(help: "Its new name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().put(TenantCommands.path, ["name": .string(name)])) { Outline($0).lines }
    }
}
