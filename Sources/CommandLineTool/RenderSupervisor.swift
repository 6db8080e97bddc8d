import ArgumentParser
import Manifest

/// `intelligentic render supervisor`
struct RenderSupervisor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervisor",
        abstract: "Write runit's service directories to functions/ and daemons/ in the run directory.",
        discussion: "The slots that changed are printed: their processes must be restarted.")

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var passwords: PasswordOptions
    @OptionGroup var database: CapacityOptions

    @Option(help: "The folder of the programs.", completion: .directory)
    var binaries = ".run/bin"

    @Option(help: "NAME=value lines; each program gets what it asks for.", completion: .file())
    var environmentFile = ".run/environment"

    func run() throws {
        let fleet = try manifests.fleet()
        _ = try database.capacity(for: fleet)
        let rendering = try SupervisorRendering(
            fleet, runDirectory: manifests.runDirectory, binaries: binaries,
            environment: EnvironmentFile(environmentFile), passwords: passwords.files())
        for path in try rendering.write() { Terminal.output.write(path) }
    }
}
