import ArgumentParser
import Manifest

/// `intelligentic render grants`
struct RenderGrants: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grants",
        abstract: "Print the SQL that makes MariaDB's users, one for each program.",
        discussion: """
            Run it as an administrator after the migrations, through a pipe, since it holds the passwords:

                intelligentic render grants --secrets /etc/intelligentic/secrets | mariadb

            What the manifests declare is granted, table by table, and what they no longer declare is taken away, also from \
            users whose program is gone: users whose names begin with intelligentic_ belong to the manifests.
            """)

    @OptionGroup var sources: ManifestSources
    @OptionGroup var passwords: PasswordOptions
    @OptionGroup var capacity: CapacityOptions

    @Option(help: "The name of the database.")
    var database = "intelligentic"

    @Option(help: "Where the programs come from, as MariaDB writes it, such as 10.0.0.%.")
    var from = "localhost"

    func run() throws {
        let fleet = try sources.fleet()
        let rendering = GrantsRendering(
            fleet, database: database, host: from, capacity: try capacity.capacity(for: fleet),
            passwords: try passwords.files())
        Terminal.output.write(try rendering.text())
    }
}
