import ArgumentParser
import JSON

/// `intelligentic member invitations`
struct ListInvitations: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invitations", abstract: "List the invitations that nobody has accepted.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: MemberCommands.invitations, from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["E-MAIL", "ROLES", "UNTIL", "ID"],
                none: "No invitations: intelligentic member invite E-MAIL --role ROLE"
            ) { item in
                [
                    item["email"]?.string ?? "", MemberCommands.roles(item), TimeText.minute(item["expiresAt"]),
                    item["id"]?.string ?? "",
                ]
            }
        }
    }
}
