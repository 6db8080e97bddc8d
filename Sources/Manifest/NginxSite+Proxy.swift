internal import OutboundRules

extension NginxSite {
    /// What stands in front of nginx and says where requests come from. What others say of that is not believed.
    package struct Proxy: Sendable, Hashable {
        /// The addresses of the proxies (CIDR).
        package let addresses: [String]
        /// Whether each connection begins with the PROXY protocol; else the header `X-Forwarded-For` says it.
        package let speaksProxyProtocol: Bool
        /// Whether clients come to it with TLS, so that browsers are given cookies for TLS only.
        package let endsTLS: Bool

        package init(addresses: [String], speaksProxyProtocol: Bool = false, endsTLS: Bool = false) {
            self.addresses = addresses
            self.speaksProxyProtocol = speaksProxyProtocol
            self.endsTLS = endsTLS
        }
    }

    /// The lines that let nginx believe its proxies.
    func realAddress() throws(ManifestError) -> String {
        guard let proxy else { return "# real_ip: nobody stands in front" }
        var lines: [String] = []
        for text in proxy.addresses {
            let range: AddressRange
            do {
                range = try AddressRange(text)
            } catch {
                let reason =
                    error == .notADestination ? "expected an address, or a network such as 10.0.0.0/8" : "\(error)"
                throw ManifestError(file: "nginx", "trusted proxy \(text): \(reason)")
            }
            guard range.prefix > 0 else {
                throw ManifestError(
                    file: "nginx", "trusted proxy \(text): that is everybody, who could then say any address")
            }
            lines.append("set_real_ip_from \(range);")
        }
        lines.append("real_ip_header \(proxy.speaksProxyProtocol ? "proxy_protocol" : "X-Forwarded-For");")
        // Of several addresses the last one counts that is no proxy's: those before it are the client's own words.
        return (lines + ["real_ip_recursive on;"]).joined(separator: "\n    ")
    }

    /// What `listen` says besides.
    var listenOptions: String {
        (tls == nil ? "" : " ssl http2") + (proxy?.speaksProxyProtocol == true ? " proxy_protocol" : "")
    }

    /// How clients come, as cookies must know.
    var scheme: String { tls != nil || proxy?.endsTLS == true ? "https" : "http" }
}
