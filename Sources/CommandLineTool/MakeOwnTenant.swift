import ArgumentParser
import JSON

/// `intelligentic tenant create`
struct MakeOwnTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make another tenant, whose admin you are; `tenant switch` leads into it.")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().post(TenantCommands.listPath, ["name": .string(name)])) { answer in
            let id = answer["id"]?.string ?? ""
            return ["Made the tenant \(name), \(id). Work in it: intelligentic tenant switch \(id)".printable]
        }
    }
}
