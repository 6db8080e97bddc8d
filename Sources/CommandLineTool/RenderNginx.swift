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

    @Option(help: "The address on which nginx listens.")
    var address = "127.0.0.1"

    @Option(help: "The port on which it listens; with a certificate, for TLS.")
    var port = 8_080

    @Option(help: "A name under which the server is known, besides localhost; may be given several times.")
    var serverName: [String] = []

    @Option(help: "The file of the certificate chain (PEM); it makes nginx serve TLS only.", completion: .file())
    var certificate: String?

    @Option(help: "The file of the certificate's key (PEM).", completion: .file())
    var certificateKey: String?

    @Option(help: "The port without TLS that leads to the one with it.")
    var redirectPort: Int?

    @Option(help: "For measurements: multiplies what an address may do without a token.")
    var rateScale = 1

    @Option(help: "Whom nginx's workers run as, when root starts it.")
    var user: String?

    func validate() throws {
        for (name, port) in [("--port", port), ("--redirect-port", redirectPort ?? port)]
        where !(1...65_535).contains(port) {
            throw ValidationError("\(name) must be from 1 to 65535.")
        }
        guard rateScale >= 1 else { throw ValidationError("--rate-scale must be 1 or more.") }
        guard (certificate == nil) == (certificateKey == nil) else {
            throw ValidationError("--certificate and --certificate-key belong together.")
        }
        guard redirectPort == nil || certificate != nil else {
            throw ValidationError("--redirect-port leads to TLS: give --certificate too.")
        }
    }

    func run() throws {
        let rendering = try NginxRendering(
            manifests.fleet(), templates: templates, runDirectory: manifests.runDirectory,
            sockets: sockets ?? manifests.runDirectory + "/sockets", port: port, user: user,
            site: NginxSite(address: address, names: serverName, tls: tls), rateScale: rateScale)
        for path in try rendering.write() { Terminal.output.write(path) }
    }

    private var tls: NginxSite.TLS? {
        guard let certificate, let certificateKey else { return nil }
        return NginxSite.TLS(certificate: certificate, key: certificateKey, redirectPort: redirectPort)
    }
}
