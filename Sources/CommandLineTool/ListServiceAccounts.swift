import ArgumentParser
import JSON

/// `intelligentic service-account list`
struct ListServiceAccounts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tenant's service accounts with their roles.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: ServiceAccountCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["NAME", "ROLES", "SINCE", "STATE", "ID"], none: "No service accounts.") { item in
                [
                    item["name"]?.string ?? "", MemberCommands.roles(item), TimeText.minute(item["createdAt"]),
                    item["disabled"] == true ? "disabled" : "", item["id"]?.string ?? "",
                ]
            }
        }
    }
}
