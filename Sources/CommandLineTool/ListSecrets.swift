import ArgumentParser
import JSON

/// `intelligentic secret list`
struct ListSecrets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets, without their values.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: "/api/v1/secrets", from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["SECRET", "CREATED", "CHANGED"], none: "No secrets yet: intelligentic secret set NAME"
            ) { item in
                [item["name"]?.string ?? "", TimeText.minute(item["createdAt"]), TimeText.minute(item["updatedAt"])]
            }
        }
    }
}
