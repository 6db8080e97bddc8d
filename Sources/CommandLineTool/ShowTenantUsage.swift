import ArgumentParser
import JSON

/// `intelligentic tenant usage`
struct ShowTenantUsage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Show what the tenant has used of its quotas.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(TenantCommands.path + "/usage")) { Outline($0).lines }
    }
}
