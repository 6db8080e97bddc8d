package import Identity
internal import JSON

/// What an access token says (RFC 7519), times in whole seconds since 1970.
package struct AccessTokenClaims: Sendable {
    static let issuer = "intelligentic"
    /// How far the clocks of two hosts may be apart, in seconds.
    static let leeway: Int64 = 5

    package let caller: Caller
    let issuedAt: Int64
    let expiresAt: Int64

    init(_ caller: Caller, from time: Timestamp, lasting duration: Duration) {
        self.caller = caller
        issuedAt = time.microseconds / 1_000_000
        expiresAt = (time + duration).microseconds / 1_000_000
    }

    /// Reads the payload of a token whose signature is right.
    init(_ payload: JSON) throws(AccessTokenError) {
        guard payload["iss"]?.string == Self.issuer else { throw .invalid(reason: "issued by another system") }
        guard let user = payload["sub"]?.string.flatMap(UserID.init),
            let tenant = payload["tid"]?.string.flatMap(TenantID.init),
            let session = payload["sid"]?.string.flatMap(SessionID.init),
            let role = payload["role"]?.string.flatMap(Role.init),
            let issuedAt = payload["iat"]?.number?.integer,
            let expiresAt = payload["exp"]?.number?.integer
        else { throw .invalid(reason: "claims are missing or of another type") }
        // Only what was given for an API key names a client (RFC 9068, section 2.2), and may have a scope.
        let isAutomation = payload["client_id"] != nil
        // OpenID Connect Core 1.0, section 2.
        let authenticated = payload["auth_time"]?.number?.integer.map { Timestamp(microseconds: $0 * 1_000_000) }
        caller = Caller(
            user: user, tenant: tenant, session: session, role: role,
            callerClass: isAutomation ? .automation : .interactive,
            scope: payload["scope"]?.string.map { PermissionSet(parsing: $0) }, authenticatedAt: authenticated)
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }

    /// The payload of a token that says this.
    var payload: JSON {
        var payload: JSON = [
            "iss": .string(Self.issuer),
            "sub": .string(caller.user.description),
            "tid": .string(caller.tenant.description),
            "sid": .string(caller.session.description),
            "role": .string(caller.role.rawValue),
            "iat": .number(.integer(issuedAt)),
            "exp": .number(.integer(expiresAt)),
        ]
        if let key = caller.apiKey { payload["client_id"] = .string(key.description) }
        if let scope = caller.scope { payload["scope"] = .string(scope.description) }
        if let time = caller.authenticatedAt {
            payload["auth_time"] = .number(.integer(time.microseconds / 1_000_000))
        }
        return payload
    }

    /// Refuses a token of the future and one whose time is over.
    package func check(at time: Timestamp) throws(AccessTokenError) {
        let now = time.microseconds / 1_000_000
        guard issuedAt <= now + Self.leeway else {
            throw .invalid(reason: "issued in the future: do the hosts' clocks agree?")
        }
        guard now - Self.leeway < expiresAt else { throw .expired }
    }
}
