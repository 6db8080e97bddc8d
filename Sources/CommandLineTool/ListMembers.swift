import ArgumentParser
import JSON

/// `intelligentic member list`
struct ListMembers: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the members with their roles.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: MemberCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["MEMBER", "ROLES", "SINCE", "ID"], none: "No members.") { item in
                [
                    item["user"]?["email"]?.string ?? "", MemberCommands.roles(item),
                    TimeText.minute(item["createdAt"]), item["user"]?["id"]?.string ?? "",
                ]
            }
        }
    }
}
