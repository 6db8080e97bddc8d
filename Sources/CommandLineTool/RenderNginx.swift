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

    @Option(
        help:
            "The address or network (CIDR) of a proxy in front, whose word on clients' addresses counts; may be given several times."
    )
    var trustedProxy: [String] = []

    @Flag(help: "The proxy speaks the PROXY protocol; else its X-Forwarded-For is read.")
    var proxyProtocol = false

    @Flag(help: "The proxy ends TLS: browsers get cookies for TLS only.")
    var tlsAtProxy = false

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
        guard !trustedProxy.isEmpty || !(proxyProtocol || tlsAtProxy) else {
            throw ValidationError("--proxy-protocol and --tls-at-proxy speak of a proxy: give --trusted-proxy too.")
        }
    }

    func run() throws {
        let rendering = try NginxRendering(
            manifests.fleet(), templates: templates, runDirectory: manifests.runDirectory,
            sockets: sockets ?? manifests.runDirectory + "/sockets", port: port, user: user,
            site: NginxSite(address: address, names: serverName, tls: tls, proxy: proxy), rateScale: rateScale)
        for path in try rendering.write() { Terminal.output.write(path) }
    }

    private var proxy: NginxSite.Proxy? {
        guard !trustedProxy.isEmpty else { return nil }
        return NginxSite.Proxy(
            addresses: trustedProxy, speaksProxyProtocol: proxyProtocol, endsTLS: tlsAtProxy)
    }

    private var tls: NginxSite.TLS? {
        guard let certificate, let certificateKey else { return nil }
        return NginxSite.TLS(certificate: certificate, key: certificateKey, redirectPort: redirectPort)
    }
}
