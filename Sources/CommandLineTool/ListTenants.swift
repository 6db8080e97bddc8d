import ArgumentParser
import JSON

/// `intelligentic tenant list`
struct ListTenants: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tenants that you are a member of; * is the one you are signed in to.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: TenantCommands.listPath, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["", "TENANT", "NAME", "STATE", "CREATED"], none: "No tenants.") { item in
                [
                    item["current"] == true ? "*" : "", item["id"]?.string ?? "", item["name"]?.string ?? "",
                    item["state"]?.string ?? "", TimeText.minute(item["createdAt"]),
                ]
            }
        }
    }
}
