import ArgumentParser
import JSON

/// `intelligentic identity-provider list`
struct ListIdentityProviders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the identity providers of the tenant.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: IdentityProviderCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["PROVIDER", "ISSUER", "NEW MEMBERS"], none: "No identity providers.") { item in
                [
                    item["name"]?.string ?? "", item["issuer"]?.string ?? "",
                    item["provisioning"] == "create" ? "yes" : "no",
                ]
            }
        }
    }
}
