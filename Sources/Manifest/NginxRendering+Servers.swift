extension NginxRendering {
    /// Requests a second that an address may send without a token; those of signing in count always.
    static let addressRateLimit = 100
    /// How many more may come at once.
    static let addressBurstLimit = 200
    /// How many of them may be under way at a time.
    static let addressConnectionLimit = 64
    /// The most that nginx can count.
    private static let connectionMaximum = 65_535
    /// Two years, as lists of browsers ask for (RFC 6797). Subdomains are not spoken for: they may be others'.
    static let transportSecurity = "add_header Strict-Transport-Security \"max-age=63072000\" always;"

    /// What the templates of servers leave open.
    func serverValues() throws(ManifestError) -> [String: String] {
        let names = try site.checkedNames()
        let tls = site.tls
        return [
            "listen": "\(site.address):\(port)" + site.listenOptions,
            "realAddress": try site.realAddress(),
            "scheme": site.scheme,
            "names": names.joined(separator: " "),
            "addressRequests": "\(Self.addressRateLimit * rateScale)",
            "addressBurst": "\(Self.addressBurstLimit * rateScale)",
            "addressConnections": "\(min(Self.addressConnectionLimit * rateScale, Self.connectionMaximum))",
            "transportSecurity": tls == nil ? "# no Strict-Transport-Security: not behind TLS" : Self.transportSecurity,
            // A client that names another host is not even shown the certificate.
            "unknownNames": tls == nil ? "" : "ssl_reject_handshake on;",
            "certificate": try tls.map { tls throws(ManifestError) in try certificate(tls) } ?? "",
            "tls": try tls.map { tls throws(ManifestError) in try settings(tls, names) } ?? "",
        ]
    }

    private func certificate(_ tls: NginxSite.TLS) throws(ManifestError) -> String {
        """
        ssl_certificate "\(try Self.path(tls.certificate))";
                ssl_certificate_key "\(try Self.path(tls.key))";
        """
    }

    /// For all servers, since the first bytes of a handshake come before the name in it.
    private func settings(_ tls: NginxSite.TLS, _ names: [String]) throws(ManifestError) -> String {
        var text = try Template("\(templates)/tls.conf").filled([:])
        if let redirectPort = tls.redirectPort {
            text += try Template("\(templates)/redirect.conf").filled([
                "listen": "\(site.address):\(redirectPort)"
                    + (site.proxy?.speaksProxyProtocol == true ? " proxy_protocol" : ""), "name": names[0],
                "names": names.joined(separator: " "),
                "port": port == 443 ? "" : ":\(port)",
            ])
        }
        return text
    }
}
