import ArgumentParser
import JSON

/// `intelligentic audit list`
struct ListAuditEntries: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List who did what, the newest first. For admins of the tenant.")

    @OptionGroup var filter: AuditFilterOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: AuditCommands.path, filter.query, from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["SEQ", "WHEN", "ACTION", "TARGET", "WHO", "FROM"], none: "No entries."
            ) { item in
                let isFailure = item["outcome"]?.string == "failed"
                return [
                    item["seq"]?.text ?? "", TimeText.minute(item["at"]),
                    (item["action"]?.string ?? "") + (isFailure ? " (failed)" : ""), Self.target(item["target"]),
                    item["actor"]?["id"]?.string ?? item["actor"]?["kind"]?.string ?? "",
                    item["address"]?.string ?? "",
                ]
            }
        }
    }

    private static func target(_ target: JSON?) -> String {
        [target?["kind"]?.string, target?["name"]?.string].compactMap { $0 }.joined(separator: ":")
    }
}
