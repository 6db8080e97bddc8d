import ArgumentParser
import JSON

/// `intelligentic session list`
struct ListSessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List your sessions, in every tenant; * is the one that asks.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: "/api/v1/auth/sessions", from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["", "SESSION", "TENANT", "CREATED", "LAST USED", "ADDRESS", "PROGRAM"],
                none: "No sessions: intelligentic login"
            ) { item in
                [
                    item["current"] == true ? "*" : "", item["id"]?.string ?? "", item["tenant"]?["name"]?.string ?? "",
                    TimeText.minute(item["createdAt"]), TimeText.minute(item["lastUsedAt"]),
                    item["address"]?.string ?? "", item["userAgent"]?.string ?? "",
                ]
            }
        }
    }
}
