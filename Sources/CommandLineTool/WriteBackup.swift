import ArgumentParser
import Backups
import Database
import Identity
import JSON

/// `intelligentic backup`
struct WriteBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write all that the database holds, as it is at one moment, to a new folder.",
        discussion: """
            The system may run meanwhile. The database is named by DATABASE_SOCKET or DATABASE_HOST and DATABASE_PORT, \
            DATABASE_NAME, DATABASE_USER and DATABASE_PASSWORD_FILE; the user must be allowed to read all tables.
            Not in a backup: keys, passwords and settings of this host (keep those apart from it), and Redis, which holds \
            nothing that is not found again.
            """)

    @Option(help: "The folder; it must not be there yet.", completion: .directory)
    var to: String

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func run() throws {
        let database = try DatabaseConfiguration(environment: CommandEnvironment.variables)
        let begun = ContinuousClock.now
        let manifest = try Backup(of: database, programVersion: Intelligentic.configuration.version).write(to: to)
        let seconds = TimeText.duration(ContinuousClock.now - begun)
        if json { return Terminal.output.write(try JSON(encoding: manifest).prettyText) }
        Terminal.output.write("\(to): \(SizeText.text(manifest.bytes)) in \(seconds), as of \(manifest.createdAt)")
    }
}
