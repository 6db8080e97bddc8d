import ArgumentParser
import Audit
import JSON

/// `intelligentic audit export`
struct ExportAuditEntries: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json
    }

    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print all entries, the oldest first. For admins of the tenant.",
        discussion: """
            CSV has a line of titles; a cell that a spreadsheet would take for a formula has an apostrophe before it. JSON has \
            one entry a line.

            intelligentic audit export --format csv --from 2026-11-01T00:00:00Z > november.csv
            """)

    @Option(help: "csv or json.")
    var format = Format.csv

    @OptionGroup var filter: AuditFilterOptions

    @Option(help: "The platform's address; else INTELLIGENTIC_URL, else where you are signed in.")
    var url: String?

    func run() throws {
        if format == .csv { Self.write(AuditCSV.titles) }
        try AuditPages(platform: Platform(url: url), query: filter.query).forEach { item in
            switch format {
            case .json: Self.write(item.text + "\n")
            case .csv:
                guard let entry = ChainedEntry(item) else {
                    throw Failure(.refused, "The platform answered an entry that cannot be read: \(item.printableText)")
                }
                Self.write(AuditCSV.line(of: entry))
            }
        }
    }

    /// What clients call themselves may move the cursor: somebody who looks is shown what is harmless.
    private static func write(_ line: String) {
        let terminal = Terminal.output
        if terminal.isInteractive { terminal.write(line.printable) } else { terminal.writeRaw(line) }
    }
}
