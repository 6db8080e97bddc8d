import ArgumentParser
import JSON

/// `intelligentic passkey list`
struct ListPasskeys: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List your passkeys.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: PasskeyCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["PASSKEY", "NAME", "SIGNS IN", "ADDED", "LAST USED"], none: "No passkeys.") {
                item in
                [
                    item["id"]?.string ?? "", item["name"]?.string ?? "",
                    item["signsInAlone"]?.bool == true ? "alone" : "after the password",
                    TimeText.minute(item["createdAt"]), TimeText.minute(item["lastUsedAt"]),
                ]
            }
        }
    }
}
