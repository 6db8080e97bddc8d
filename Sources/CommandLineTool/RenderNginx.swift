import ArgumentParser
import Manifest

/// `intelligentic render nginx`
struct RenderNginx: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nginx", abstract: "Write nginx's configuration to nginx/ in the run directory.")

    @OptionGroup var manifests: ManifestOptions

    @Option(help: "The folder of the templates.", completion: .directory)
    var templates = "nginx"

    @Option(help: "Where the functions listen; sockets/ in the run directory when not given.", completion: .directory)
    var sockets: String?

    @Option(help: "The port of 127.0.0.1 on which nginx listens.")
    var port = 8_080

    @Option(help: "Whom nginx's workers run as, when root starts it.")
    var user: String?

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port must be from 1 to 65535.") }
    }

    func run() throws {
        let rendering = try NginxRendering(
            manifests.fleet(), templates: templates, runDirectory: manifests.runDirectory,
            sockets: sockets ?? manifests.runDirectory + "/sockets", port: port, user: user)
        for path in try rendering.write() { Terminal.output.write(path) }
    }
}
