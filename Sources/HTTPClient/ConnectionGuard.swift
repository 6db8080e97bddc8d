internal import CCurl
internal import Glibc
internal import OutboundRules

/// Keeps an exchange to the addresses that its rule lets it connect to.
///
/// It decides about the address of the socket itself, so it does not matter how a name was resolved, how an address is
/// spelled, or what led there. A kept connection, which may have been made under another rule, is looked at before the
/// request goes over it.
final class ConnectionGuard {
    private let rule: OutboundRule
    private let host: String
    /// The latest address that was refused.
    private(set) var refused: AddressClass?

    init(_ rule: OutboundRule, url: String) {
        self.rule = rule
        host = Self.host(of: url)
    }

    /// - Parameter options: of a handle that ends before this guard.
    func configure(_ options: inout EasyOptions) {
        let guardian = Unmanaged.passUnretained(self).toOpaque()
        options.set(CURLOPT_OPENSOCKETDATA, guardian)
        options.setSocketOpener { guardian, _, place in
            guard let guardian, let place else { return ConnectionGuard.noSocket }
            return Unmanaged<ConnectionGuard>.fromOpaque(guardian).takeUnretainedValue().open(place)
        }
        options.set(CURLOPT_PREREQDATA, guardian)
        options.setRequestCheck { guardian, remote, _, _, _ in
            guard let guardian, let remote else { return Int32(CURL_PREREQFUNC_ABORT) }
            let mayGo = Unmanaged<ConnectionGuard>.fromOpaque(guardian).takeUnretainedValue()
                .mayUse(IPAddress(String(cString: remote)))
            return mayGo ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
        }
    }

    private static let noSocket: curl_socket_t = -1

    private func open(_ place: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard mayUse(withUnsafePointer(to: &place.pointee.addr) { IPAddress($0) }) else { return Self.noSocket }
        return socket(
            place.pointee.family, place.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), place.pointee.protocol)
    }

    /// - Parameter address: nil: one that is no address of the Internet Protocol.
    private func mayUse(_ address: IPAddress?) -> Bool {
        guard let kind = address.map({ rule.refusal(of: $0, host: host) }) ?? .reserved else { return true }
        refused = kind
        return false
    }

    /// The host as libcurl understands the URL; empty where it does not.
    private static func host(of url: String) -> String {
        let parts = curl_url()
        defer { curl_url_cleanup(parts) }
        var host: UnsafeMutablePointer<CChar>?
        guard curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
            curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK, let host
        else { return "" }
        defer { curl_free(host) }
        return String(cString: host)
    }
}
