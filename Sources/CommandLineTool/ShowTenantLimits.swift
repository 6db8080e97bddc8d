import ArgumentParser
import JSON

/// `intelligentic tenant limits`
struct ShowTenantLimits: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Show what the operator lets the tenant do, other than others.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(TenantCommands.path + "/limits")) { Outline($0).lines }
    }
}
