import ArgumentParser
import JSON

/// `intelligentic identity list`
struct ListIdentities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the identities that your account is linked with, in this tenant.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: IdentityCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["IDENTITY", "ISSUER", "SUBJECT", "LAST USED"], none: "No identities.") { item in
                [
                    item["id"]?.string ?? "", item["issuer"]?.string ?? "", item["subject"]?.string ?? "",
                    TimeText.minute(item["lastUsedAt"]),
                ]
            }
        }
    }
}
