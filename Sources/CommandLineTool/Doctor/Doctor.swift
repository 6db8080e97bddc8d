import ArgumentParser
import JSON

/// `intelligentic doctor`
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is wrong with an installation, and what to do.",
        discussion: """
            Looks at manifests, databases and Redis as each program sees them, keys and passwords, sockets, nginx, the \
            answers of each function, models, the worker, and the room on the disk. Changes nothing. The exit code is 1 \
            where something is wrong. DATABASE_… of this command, as for migrate, name the user who may look at the tables.
            """)

    @OptionGroup var manifests: ManifestOptions

    @Option(help: "The folder of the numbered SQL files.", completion: .directory)
    var directory = "sql/migrations"

    @Option(help: "Where the functions listen; sockets/ in the run directory when not given.", completion: .directory)
    var sockets: String?

    @Option(help: "Where nginx serves.")
    var url = "http://127.0.0.1:8080"

    @Flag(help: "Print what was found as JSON.")
    var json = false

    func run() throws {
        let findings = Examination(
            manifests: manifests, url: url, sockets: sockets ?? manifests.runDirectory + "/sockets",
            migrations: directory, operatorVariables: CommandEnvironment.variables
        ).findings()
        let bad = findings.count { !$0.isGood }
        if json {
            Terminal.output.write(
                JSON.object(["isGood": .bool(bad == 0), "findings": .array(findings.map(\.json))]).printableText)
        } else {
            for finding in findings { Terminal.output.write(finding.line) }
            Terminal.output.write(bad == 0 ? "Nothing is wrong." : "\(bad) of \(findings.count) are wrong.")
        }
        guard bad == 0 else { throw Failure(.runFailed, "") }
    }
}
