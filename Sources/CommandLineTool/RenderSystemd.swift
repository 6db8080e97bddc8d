import ArgumentParser
import Manifest

/// `intelligentic render systemd`
struct RenderSystemd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "systemd",
        abstract: "Write systemd's sockets and services for a host.",
        discussion: """
            Each function has a socket and a service with a slot for each process, each daemon a service; \
            intelligentic.target has them all. The files that changed are printed: then call systemctl daemon-reload and \
            restart the slots one after the other.
            """)

    @OptionGroup var sources: ManifestSources
    @OptionGroup var passwords: PasswordOptions
    @OptionGroup var database: CapacityOptions

    @Option(help: "Where the units go.", completion: .directory)
    var output = "/etc/systemd/system"

    @Option(help: "The folder of the programs.", completion: .directory)
    var binaries = "/usr/lib/intelligentic"

    @Option(help: "Where the functions listen.", completion: .directory)
    var sockets = SystemdRendering.standardSockets

    @Option(help: "The group of nginx's workers, who connect to the sockets.")
    var webGroup = "www-data"

    @Option(help: "NAME=value lines; each program gets what it asks for.", completion: .file())
    var environmentFile = "/etc/intelligentic/environment"

    func run() throws {
        let fleet = try sources.fleet()
        _ = try database.capacity(for: fleet)
        let rendering = try SystemdRendering(
            fleet, directory: output, binaries: binaries, sockets: sockets, webGroup: webGroup,
            environment: EnvironmentFile(environmentFile), passwords: passwords.files())
        for path in try rendering.write() { Terminal.output.write(path) }
    }
}
