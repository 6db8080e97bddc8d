import ArgumentParser

/// `intelligentic tenant policy show`
struct ShowTenantPolicy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the policy in force, and how far the installation lets it go.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(TenantPolicyCommands.path)) { Outline($0).lines }
    }
}
