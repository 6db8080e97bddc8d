internal import FunctionKit

extension Request {
    /// The refresh token that a session goes on with: the body's, or without one there that of the browser's cookie, which a page of
    /// ours has to have sent.
    ///
    /// - Parameter sent: the body's.
    /// - Returns: also whether the next tokens go into cookies.
    /// - Throws: a ``Problem``: 401 `refresh_token_missing`, 403 `csrf_invalid`.
    func refreshToken(_ sent: String?) throws(Problem) -> (text: String, usesCookies: Bool) {
        let browser = self.browser
        if let sent { return (sent, browser.isWanted) }
        guard let kept = browser.refreshToken else { throw .refreshTokenMissing }
        try browser.checkProof()
        return (kept, true)
    }
}
