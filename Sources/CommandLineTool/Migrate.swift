import ArgumentParser
import Database
import JSON
import Migrations

/// `intelligentic migrate`
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's tables up to date.",
        discussion: """
            The database is named by DATABASE_SOCKET or DATABASE_HOST and DATABASE_PORT, DATABASE_NAME, DATABASE_USER and \
            DATABASE_PASSWORD_FILE. The user must be allowed to make tables.
            """)

    @Option(help: "The folder of the numbered files.", completion: .directory)
    var directory = "sql/migrations"

    @Flag(help: "List what is not applied yet, and change nothing.")
    var pending = false

    @Option(help: "Write all tables to this file afterwards, as statements.", completion: .file())
    var schema: String?

    @Flag(help: "Print the names as JSON.")
    var json = false

    func run() throws {
        let database = Database(try DatabaseConfiguration(environment: CommandEnvironment.variables))
        defer { database.close() }
        let migrator = Migrator(directory: directory)
        let names =
            if pending {
                try migrator.pending(database)
            } else {
                try migrator.migrate(database) { if !json { Terminal.output.write($0) } }
            }
        if let schema { try LocalFile.replace(schema, with: Schema.text(of: database), mode: 0o644) }
        if json {
            Terminal.output.write(JSON.array(names.map(JSON.string)).text)
        } else if pending {
            for name in names { Terminal.output.write(name) }
        } else if names.isEmpty {
            Terminal.output.write("The tables are up to date.")
        }
    }
}
