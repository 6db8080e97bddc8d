import ArgumentParser
import Manifest

/// `intelligentic render openapi`
struct RenderOpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Write the description of the whole API (OpenAPI 3.1).",
        discussion: "Each function is asked for its part; no server is needed.")

    @OptionGroup var manifests: ManifestOptions

    @Option(help: "The folder of the programs.", completion: .directory)
    var binaries = ".run/bin"

    @Option(help: "The file; www/openapi.json in the run directory when not given.", completion: .file())
    var to: String?

    func run() throws {
        let file = to ?? manifests.runDirectory + "/www/openapi.json"
        let rendering = try OpenAPIRendering(
            manifests.fleet(), binaries: binaries, version: Intelligentic.configuration.version)
        if try rendering.write(to: file) { Terminal.output.write(file) }
    }
}
