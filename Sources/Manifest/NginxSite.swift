/// Where and as whom nginx serves.
package struct NginxSite: Sendable, Hashable {
    /// A certificate, and where those are sent from who come without TLS.
    package struct TLS: Sendable, Hashable {
        /// The file of the chain, in PEM.
        package let certificate: String
        /// The file of its private key, in PEM.
        package let key: String
        /// Answers everything with a redirect to TLS; nil: nothing listens without TLS.
        package let redirectPort: Int?

        package init(certificate: String, key: String, redirectPort: Int? = nil) {
            self.certificate = certificate
            self.key = key
            self.redirectPort = redirectPort
        }
    }

    package let address: String
    /// Hosts that requests may name. Without TLS also those of this host, and none.
    package let names: [String]
    package let tls: TLS?
    /// Nil: clients come here themselves.
    package let proxy: Proxy?

    package init(address: String = "127.0.0.1", names: [String] = [], tls: TLS? = nil, proxy: Proxy? = nil) {
        self.address = address
        self.names = names
        self.tls = tls
        self.proxy = proxy
    }

    /// What this host is called on itself; a request of HTTP/1.0 names nobody.
    private static let ownNames = ["localhost", "127.0.0.1", "[::1]", "\"\""]

    /// As `server_name` has them.
    func checkedNames() throws(ManifestError) -> [String] {
        for name in names + [address] where !Self.isName(name) {
            throw ManifestError(
                file: "nginx", "\(name) is no name or address of a host: expected letters, digits, dots, hyphens")
        }
        guard tls != nil else { return Self.ownNames + names }
        guard !names.isEmpty else {
            throw ManifestError(file: "nginx", "a certificate is for a name: give it with --server-name")
        }
        return names
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
                    UInt8(ascii: "["), UInt8(ascii: "]"):
                    true
                default: false
                }
            }
    }
}
