import ArgumentParser
import JSON

/// `intelligentic tenant restore`
struct RestoreTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring the tenant back that is to be deleted. For admins of the tenant.")

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().post(TenantCommands.path + "/restore")) { answer in
            ["\(answer["name"]?.string ?? "") is back, and its runs go on.".printable]
        }
    }
}
