internal import AccessTokens
internal import Identity

/// Says who sends a request, from its access token (RFC 6750).
struct Authentication {
    let tokens: AccessTokenVerifier

    /// The caller that the route asks for; nil for an open route.
    ///
    /// - Throws: a ``Problem``: 401 `token_missing`, `token_expired`, `token_invalid`; 403 `permission_denied`.
    func caller(_ authorization: String?, for access: Route.Access) throws(Problem) -> Caller? {
        switch access {
        case .open: return nil
        case .signedIn: return try caller(authorization)
        case .requires(let permission):
            let caller = try caller(authorization)
            guard caller.role.allows(permission) else {
                throw Problem(
                    403, "permission_denied",
                    "Your role \(caller.role.rawValue) does not have the permission \(permission). Ask an admin of your tenant."
                )
            }
            return caller
        }
    }

    private func caller(_ authorization: String?) throws(Problem) -> Caller {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else {
            throw Problem(
                401, "token_missing", "Log in, and send the access token as `Authorization: Bearer TOKEN`.",
                headers: [("WWW-Authenticate", "Bearer")])
        }
        do {
            return try tokens.caller(of: String(words[1]))
        } catch .expired {
            throw Problem(
                401, "token_expired", "The access token has run out. Get a new one with POST /api/v1/auth/refresh.",
                headers: [("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
        } catch {
            throw Problem(
                401, "token_invalid", "This is not an access token of this system. Log in again.",
                headers: [("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
        }
    }
}
