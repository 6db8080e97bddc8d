import ArgumentParser
import Manifest

/// `intelligentic render supervisor`
struct RenderSupervisor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervisor",
        abstract: "Write runit's service directories to functions/ and daemons/ in the run directory.",
        discussion: "The slots that changed are printed: their processes must be restarted.")

    @OptionGroup var manifests: ManifestOptions

    @Option(help: "The folder of the programs.", completion: .directory)
    var binaries = ".run/bin"

    @Option(help: "NAME=value lines; each program gets what it asks for.", completion: .file())
    var environmentFile = ".run/environment"

    @Option(help: "What MariaDB's max_connections allows.")
    var databaseConnections = 151

    func run() throws {
        let fleet = try manifests.fleet()
        guard fleet.databaseConnections <= databaseConnections else {
            throw Failure(
                .local,
                """
                The manifests add up to \(fleet.databaseConnections) database connections, and MariaDB takes \
                \(databaseConnections).
                Lower processes or threads in functions/*/function.yaml, or raise max_connections and --database-connections.
                """)
        }
        let rendering = try SupervisorRendering(
            fleet, runDirectory: manifests.runDirectory, binaries: binaries,
            environment: EnvironmentFile(environmentFile))
        for path in try rendering.write() { Terminal.output.write(path) }
    }
}
