internal import Digests
internal import TextEncodings

/// The session of a browser, in cookies (RFC 6265bis) that no script reads, and the proof that a page of ours sent a request.
///
/// Behind TLS their names begin with `__Host-`: no subdomain and no page without TLS can set them. Without TLS, as on a
/// developer's host, browsers would refuse such cookies; there the names have no prefix. Which names count is decided by how
/// nginx is reached, never by the request.
package struct BrowserSession: Sendable {
    /// By which a client that signs in asks for cookies.
    static let transportHeader = "Session-Transport"
    static let transport = "cookie"
    static let proofHeader = "X-CSRF-Token"

    private let parameters: [String: String]

    /// - Parameter parameters: as the CGI names them.
    init(_ parameters: [String: String]) {
        self.parameters = parameters
    }

    /// Whether the request is signed in by a cookie. A token in a header is preferred, since no browser sends it by itself.
    package var isInUse: Bool { parameters["HTTP_AUTHORIZATION"] == nil && cookie(.access) != nil }

    /// What signs the request in, as `Authorization` has it.
    var authorization: String? { parameters["HTTP_AUTHORIZATION"] ?? cookie(.access).map { "Bearer \($0)" } }

    /// The refresh token that came in a cookie.
    package var refreshToken: String? { cookie(.refresh) }

    /// Whether the client wants its tokens in cookies.
    package var isWanted: Bool { parameters[RequestHeader.parameter(Self.transportHeader)] == Self.transport }

    /// Lets a request that signs in through: who wants cookies is a page of this origin, or no browser.
    ///
    /// - Throws: a ``Problem``: 400 `session_transport_invalid`, 403 `csrf_invalid`.
    func checkTransport() throws(Problem) {
        guard let wanted = parameters[RequestHeader.parameter(Self.transportHeader)] else { return }
        guard wanted == Self.transport else { throw .sessionTransportInvalid }
        try checkOrigin()
    }

    /// Lets a request through that changes something and came with cookies: it comes from a page of this origin, which knows the
    /// token that belongs to its session.
    ///
    /// - Throws: a ``Problem`` 403 `csrf_invalid`.
    package func checkProof() throws(Problem) {
        try checkOrigin()
        let proof = parameters[RequestHeader.parameter(Self.proofHeader)] ?? ""
        guard let access = cookie(.access), ConstantTime.isEqual(proof.utf8, Self.proof(for: access).utf8) else {
            throw .csrfInvalid
        }
    }

    /// Whether the method is one that browsers send for whatever page.
    var isChange: Bool { !["GET", "HEAD"].contains(parameters["REQUEST_METHOD"] ?? "") }

    /// What puts tokens into cookies.
    ///
    /// - Parameters:
    ///   - refresh: nil: the cookie that is there stays.
    ///   - lifetime: of the refresh token. The access token's cookie lasts as long: expired, it says `token_expired`, and a refresh is
    ///     proved by it.
    /// - Returns: headers, and the proof for requests that change something.
    package func keeping(
        access: String, refresh: String?, for lifetime: Duration
    ) -> (headers: [(String, String)], proof: String) {
        let proof = Self.proof(for: access)
        let seconds = lifetime.components.seconds
        let values: [(Cookie, String?)] = [(.access, access), (.refresh, refresh), (.proof, proof)]
        let headers = values.compactMap { cookie, value in value.map { header(cookie, $0, seconds: seconds) } }
        return (headers.map { ("Set-Cookie", $0) }, proof)
    }

    /// Headers that take the cookies away.
    package var clearing: [(String, String)] { Cookie.allCases.map { ("Set-Cookie", header($0, "", seconds: 0)) } }
}

extension BrowserSession {
    private enum Cookie: String, CaseIterable {
        case access = "intelligentic-access"
        case refresh = "intelligentic-refresh"
        /// For scripts, which send it along.
        case proof = "intelligentic-csrf"
    }

    /// As nginx was told: it ends TLS, or a proxy in front of it does.
    private var isSecure: Bool { parameters["REQUEST_SCHEME"] == "https" }

    private func name(of cookie: String) -> String { (isSecure ? "__Host-" : "") + cookie }

    private func header(_ cookie: Cookie, _ value: String, seconds: Int64) -> String {
        header(named: cookie.rawValue, value, seconds: seconds, isReadable: cookie == .proof)
    }

    /// - Parameters:
    ///   - isLax: whether a link from elsewhere brings it along.
    ///   - isReadable: whether scripts read it.
    func header(
        named cookie: String, _ value: String, seconds: Int64, isLax: Bool = false, isReadable: Bool = false
    ) -> String {
        "\(name(of: cookie))=\(value); Path=/; Max-Age=\(seconds); SameSite=\(isLax ? "Lax" : "Strict")"
            + (isSecure ? "; Secure" : "") + (isReadable ? "" : "; HttpOnly")
    }

    private func cookie(_ cookie: Cookie) -> String? { value(of: cookie.rawValue) }

    /// Nil also where there are two of the name: nobody can say whose the second one is.
    func value(of cookie: String) -> String? {
        guard let text = parameters["HTTP_COOKIE"] else { return nil }
        let start = name(of: cookie) + "="
        let found = text.split(separator: ";").map { $0.drop { $0 == " " } }.filter { $0.hasPrefix(start) }
        guard found.count == 1, let value = found.first?.dropFirst(start.count), !value.isEmpty else { return nil }
        return String(value)
    }

    /// What all browsers of today say of a request that a page makes; other programs say neither.
    private func checkOrigin() throws(Problem) {
        if let site = parameters["HTTP_SEC_FETCH_SITE"], !["same-origin", "none"].contains(site) { throw .csrfInvalid }
        guard let origin = parameters["HTTP_ORIGIN"] else { return }
        let own = (isSecure ? "https://" : "http://") + (parameters["HTTP_HOST"] ?? "")
        guard origin.lowercased() == own.lowercased() else { throw .csrfInvalid }
    }

    /// The access token is the session's secret in the browser, and no script knows it: its keyed hash is bound to it, and no
    /// function needs a key of its own to check that.
    private static func proof(for access: String) -> String {
        Base64URL.encode(HMAC.sha256(Array("intelligentic csrf".utf8), key: Array(access.utf8)))
    }
}

extension Request {
    /// The session of a browser that the request came with, or wants to have.
    package var browser: BrowserSession { BrowserSession(parametersOfCGI) }
}

extension Problem {
    static let csrfInvalid = Problem(
        403, "csrf_invalid",
        "The session came in a cookie: send the value of the cookie intelligentic-csrf (behind TLS __Host-intelligentic-csrf) as "
            + "X-CSRF-Token, from a page of this origin. Programs send the access token as `Authorization: Bearer TOKEN` instead."
    )

    /// Of a process whose tokens nobody would take.
    package static let signingKeyRetired = Problem(
        503, "signing_key_retired", "The key that signs tokens was changed just now. Try again.",
        headers: [("Retry-After", "1")])

    static let sessionTransportInvalid = Problem(
        400, "session_transport_invalid", "Session-Transport is not `cookie`. Leave it out to get tokens in the body.")
}
