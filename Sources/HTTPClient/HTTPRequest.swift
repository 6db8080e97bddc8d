package import OutboundRules

/// A request to send, and what its answer may take.
package struct HTTPRequest: Sendable {
    /// What an exchange may take where the caller sets no limit: longer than this platform holds a request open.
    package static let standardTimeout = Duration.seconds(90)
    /// What connecting may take of that: name, TCP and TLS.
    package static let standardConnectTimeout = Duration.seconds(10)
    /// The largest body of an answer where the caller sets no limit.
    package static let standardResponseLimit = 10 << 20
    /// How many redirects are followed, if any.
    package static let redirectLimit = 10

    /// An HTTP token such as `GET`.
    package var method: String
    /// Absolute, `http` or `https`.
    package var url: String
    /// Sent as they are, in this order. The client adds `Host`, `Accept: */*` and the length of the body.
    package var headers: [(String, String)]
    package var body: [UInt8]
    /// For receivers that ask for Digest authentication. They are asked first, without a body; then the request is sent.
    package var digestCredentials: DigestCredentials?
    /// From the start to the last byte of the answer, redirects included.
    package var timeout: Duration
    package var connectTimeout: Duration
    /// The most bytes of the answer's body.
    package var maxResponseBytes: Int
    /// Whether redirects are followed, ``redirectLimit`` at most; else they are answers.
    package var followRedirects: Bool
    /// What it may connect to, redirects included; nil: everything. For requests that somebody else thought of.
    package var rule: OutboundRule?
    /// Addresses of names as libcurl's `CURLOPT_RESOLVE` takes them, `HOST:PORT:ADDRESS`. The resolver is asked for others.
    package var names: [String]
    /// For whom it is: of the exchanges of one owner, and of their large answers, only some are under way at a time. Nil:
    /// for nobody in particular.
    package var owner: String?

    package init(
        method: String, url: String, headers: [(String, String)] = [], body: [UInt8] = [],
        digestCredentials: DigestCredentials? = nil, timeout: Duration = standardTimeout,
        connectTimeout: Duration = standardConnectTimeout,
        maxResponseBytes: Int = standardResponseLimit, followRedirects: Bool = false,
        rule: OutboundRule? = nil, names: [String] = [], owner: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.digestCredentials = digestCredentials
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxResponseBytes = maxResponseBytes
        self.followRedirects = followRedirects
        self.rule = rule
        self.names = names
        self.owner = owner
    }
}
