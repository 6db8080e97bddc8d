/// A login with an identity provider that a browser has begun: what only this browser knows waits in a cookie until the provider sends
/// it back.
extension BrowserSession {
    private static let logInCookie = "intelligentic-login"

    /// What the browser keeps; nil: it has begun nothing here.
    package var logIn: String? { value(of: Self.logInCookie) }

    /// The header that has the browser keep something. A link from elsewhere brings it along, since that is how the provider sends
    /// people back.
    ///
    /// - Parameter text: letters that a cookie may have.
    package func keepingLogIn(_ text: String, for lifetime: Duration) -> (String, String) {
        ("Set-Cookie", header(named: Self.logInCookie, text, seconds: lifetime.components.seconds, isLax: true))
    }

    /// The header that takes it away.
    package var clearingLogIn: (String, String) { keepingLogIn("", for: .zero) }
}
