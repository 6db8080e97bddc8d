internal import AccessTokens
internal import Identity

/// Says who a request claims to come from, by its access token (RFC 6750).
///
/// Only what changes with the keys is kept: that a token's signature is right. Its time and its session are looked at each time.
struct Authentication {
    /// How many tokens are known at a time; beyond, all are verified again.
    static let knownLimit = 1_024

    private let tokens: PublishedKeys
    private var known: [String: AccessTokenClaims] = [:]
    /// Of the keys that signed what is known.
    private var generation = 0

    init(tokens: PublishedKeys) {
        self.tokens = tokens
    }

    /// - Throws: a ``Problem`` 401 `token_missing`, `token_expired`, `token_invalid`.
    mutating func caller(_ authorization: String?) throws(Problem) -> Caller {
        guard let token = Self.token(authorization) else {
            throw Problem(
                401, "token_missing",
                "Log in, and send the access token as `Authorization: Bearer TOKEN`; or send an API key like that.",
                headers: [("WWW-Authenticate", "Bearer")])
        }
        do {
            let claims = try claims(of: token)
            try claims.check(at: .now)
            return claims.caller
        } catch .expired {
            throw Problem(
                401, "token_expired", "The access token has run out. Get a new one with POST /api/v1/auth/refresh.",
                headers: [Self.invalidToken])
        } catch {
            throw Problem(
                401, "token_invalid", "This is not an access token of this system. Log in again.",
                headers: [Self.invalidToken])
        }
    }

    /// What the client reads whose session is over, or whose API key is not good any more.
    static func ended(_ caller: Caller) -> Problem { caller.apiKey == nil ? sessionEnded : KeyAuthentication.invalid }

    /// Who sends a token whose signature was found right before; whether it is still good is not looked at.
    func known(_ authorization: String?) -> Caller? {
        Self.token(authorization).flatMap { known[$0]?.caller }
    }

    private static func token(_ authorization: String?) -> String? {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return String(words[1])
    }

    /// What the client reads whose session is over.
    static let sessionEnded = Problem(
        401, "session_ended", "This session has ended. Log in again.", headers: [invalidToken])

    static let invalidToken = ("WWW-Authenticate", "Bearer error=\"invalid_token\"")

    private mutating func claims(of token: String) throws(AccessTokenError) -> AccessTokenClaims {
        tokens.refresh()
        if tokens.generation != generation {
            known.removeAll(keepingCapacity: true)
            generation = tokens.generation
        }
        if let claims = known[token] { return claims }
        let claims = try tokens.claims(of: token)
        if known.count >= Self.knownLimit { known.removeAll(keepingCapacity: true) }
        known[token] = claims
        return claims
    }
}
