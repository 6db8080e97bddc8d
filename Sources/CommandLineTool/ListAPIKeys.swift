import ArgumentParser
import JSON

/// `intelligentic api-key list`
struct ListAPIKeys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tenant's API keys, and which of them end soon.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: APIKeyCommands.path, from: options.platform())
        let titles = ["NAME", "OF", "PERMITS", "UNTIL", "LAST USED", "ID"]
        options.show(answer) { answer in
            list.table(of: answer, titles, none: "No API keys. Make one: intelligentic api-key create NAME --scope …") {
                item in
                let warning: String =
                    switch item["warning"]?.string {
                    case "expiresSoon": " (soon)"
                    case "expired": " (over)"
                    default: ""
                    }
                let used = TimeText.minute(item["lastUsedAt"])
                return [
                    item["name"]?.string ?? "", APIKeyCommands.principal(item), APIKeyCommands.rights(item),
                    TimeText.minute(item["expiresAt"]) + warning, used.isEmpty ? "never" : used,
                    item["id"]?.string ?? "",
                ]
            }
        }
    }
}
