import ArgumentParser
import JSON

/// `intelligentic tenant show`
struct ShowTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the tenant that you are signed in to.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(TenantCommands.path)) { Outline($0).lines }
    }
}
