internal import OpenIDConnect
internal import TextEncodings

/// What a browser keeps of a login with an identity provider until it comes back: the secret that only it knows, and where it goes
/// then.
struct BrowserLogIn {
    let secret: LogInSecret
    let page: Page

    /// A page of the platform itself: a path, so that nobody is sent anywhere else.
    struct Page {
        /// In bytes.
        static let lengthLimit = 256

        let path: String

        /// Nil for what browsers could take for another host.
        init?(_ text: String) {
            let letters = text.utf8
            guard letters.first == UInt8(ascii: "/"), letters.dropFirst().first != UInt8(ascii: "/"),
                letters.count <= Self.lengthLimit,
                letters.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") })
            else { return nil }
            path = text
        }
    }

    /// As a cookie has it.
    var text: String { secret.text + "." + Base64URL.encode(page.path.utf8) }

    init(_ secret: LogInSecret, to page: Page) {
        self.secret = secret
        self.page = page
    }

    /// Reads what ``text`` wrote; nil for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let secret = LogInSecret(String(parts[0])),
            let bytes = Base64URL.decode(parts[1].utf8), let page = Page(String(decoding: bytes, as: UTF8.self))
        else { return nil }
        self.init(secret, to: page)
    }
}
