import ChildProcess
import Foundation
import Manifest
import TestServers
import Testing

/// The rendered nginx with a certificate, seen by openssl and curl.
@Suite struct TLSTests {
    private static let name = "orchestrator.example"
    private static let limit = Duration.seconds(30)

    @Test(arguments: [
        ["-tls1"], ["-tls1_1"], ["-tls1_2", "-cipher", "AES128-SHA"],
        ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256"],
    ])
    func `old versions and ciphers are refused`(options: [String]) throws {
        try Self.serve { (site) throws in
            // Without this level openssl would not even ask.
            let (isSuccess, output) = try site.handshake(
                options + (options.count == 1 ? ["-cipher", "ALL:@SECLEVEL=0"] : []))
            #expect(!isSuccess)
            #expect(
                output.contains("alert protocol version") || output.contains("alert handshake failure"), "\(output)")
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"]) func `new versions are served, with forward secrecy`(version: String)
        throws
    {
        try Self.serve { (site) throws in
            let (isSuccess, output) = try site.handshake([version])
            #expect(isSuccess && output.contains("Verification: OK"), "\(output)")
            #expect(output.contains("Cipher is ECDHE-") || output.contains("Cipher is TLS_"), "\(output)")
        }
    }

    @Test func `who asks for another name does not see the certificate`() throws {
        try Self.serve { (site) throws in
            let (isSuccess, output) = try site.handshake([], name: "other.example")
            #expect(!isSuccess)
            #expect(output.contains("unrecognized name") && !output.contains("BEGIN CERTIFICATE"), "\(output)")
        }
    }

    @Test func `browsers are told to come with TLS, whatever is answered`() throws {
        try Self.serve { (site) throws in
            for (path, status) in [("/nothing", "404"), ("/health", "502"), ("/docs", "404")] {
                let answer = try site.get("https://\(Self.name):\(site.port)\(path)")
                #expect(answer.hasPrefix("HTTP/2 \(status)"), "\(answer)")
                #expect(answer.contains("\nstrict-transport-security: max-age=63072000\r\n"), "\(answer)")
                #expect(answer.contains("\nx-content-type-options: nosniff\r\n"))
            }
            let other = try site.get(
                "https://\(Self.name):\(site.port)/health", ["--http1.1", "-H", "Host: evil.example"])
            #expect(other.hasPrefix("HTTP/1.1 421"), "\(other)")
        }
    }

    @Test func `without TLS there is a redirect to the one name, and nothing else`() throws {
        try Self.serve { (site) throws in
            for host in [Self.name, "evil.example"] {
                let answer = try site.get(
                    "http://\(Self.name):\(site.redirectPort)/api/v1/runs?limit=1", ["-H", "Host: \(host)"])
                #expect(answer.hasPrefix("HTTP/1.1 308"), "\(answer)")
                #expect(
                    answer.contains("\nLocation: https://\(Self.name):\(site.port)/api/v1/runs?limit=1\r\n"),
                    "\(answer)")
            }
            let plain = try site.get("http://\(Self.name):\(site.port)/health")
            #expect(plain.hasPrefix("HTTP/1.1 400"), "\(plain)")
        }
    }

    @Test(arguments: ["a b", "a;b", "a\"", "", "-a", "{a}"]) func `a name that is none is refused`(name: String) throws
    {
        #expect(throws: ManifestError.self) { try Self.render("/nowhere", NginxSite(names: [name])) }
    }

    @Test func `a certificate needs a name`() throws {
        let tls = NginxSite.TLS(certificate: "/a", key: "/b")
        #expect(throws: ManifestError.self) { try Self.render("/nowhere", NginxSite(tls: tls)) }
    }

    private struct Site {
        let port: Int
        let redirectPort: Int
        let certificate: String

        func handshake(_ options: [String], name: String = TLSTests.name) throws -> (isSuccess: Bool, output: String) {
            let (status, output, error) = try ChildProcess.run(
                "openssl",
                [
                    "s_client", "-connect", "127.0.0.1:\(port)", "-servername", name, "-CAfile", certificate,
                    "-verify_return_error",
                ] + options, limit: TLSTests.limit)
            return (status.isSuccess, String(decoding: output + error, as: UTF8.self))
        }

        /// Head and body of an answer.
        func get(_ url: String, _ options: [String] = []) throws -> String {
            let arguments = ["-s", "-i", "--noproxy", "*", "--cacert", certificate]
            let places = [port, redirectPort].flatMap { ["--resolve", "\(TLSTests.name):\($0):127.0.0.1"] }
            let (_, output, _) = try ChildProcess.run(
                "curl", arguments + places + options + [url], limit: TLSTests.limit)
            return String(decoding: output, as: UTF8.self)
        }
    }

    private static func render(_ directory: String, _ site: NginxSite, port: Int = 443) throws {
        let root = TestServers.packageRoot
        try TestServers.temporaryDirectory { other in
            let folder = directory == "/nowhere" ? other : directory
            _ = try NginxRendering(
                Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources"),
                templates: "\(root)/nginx", runDirectory: folder, sockets: folder, port: port,
                user: geteuid() == 0 ? "root" : nil, site: site
            ).write()
        }
    }

    private static func serve(_ body: (Site) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let (certificate, key) = ("\(directory)/chain.pem", "\(directory)/key.pem")
            let (status, _, error) = try ChildProcess.run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-keyout", key, "-out", certificate, "-subj", "/CN=\(name)", "-addext",
                    "subjectAltName=DNS:\(name)",
                ], limit: limit)
            try #require(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
            let (port, redirectPort) = (TestServers.freePort(), TestServers.freePort())
            let tls = NginxSite.TLS(certificate: certificate, key: key, redirectPort: redirectPort)
            try render(directory, NginxSite(names: [name], tls: tls), port: port)
            let nginx = try PrivateNginx(
                configuration: String(contentsOfFile: "\(directory)/nginx/nginx.conf", encoding: .utf8))
            defer { nginx.stop() }
            try body(Site(port: port, redirectPort: redirectPort, certificate: certificate))
        }
    }
}
