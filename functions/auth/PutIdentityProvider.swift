internal import Audit
internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON
internal import Members

/// `PUT /api/v1/identity-providers/{name}`: an OpenID provider whom the tenant believes about who somebody is, in place of the one
/// before.
///
/// - 201: the new provider. 200: the one that is another now. Both without its secret.
/// - 403 `exceeds_own_permissions`: it could give roles that permit what the caller may not do.
/// - 409 `too_many_identity_providers`.
/// - 412 `precondition_failed`: `If-Match` does not name the present state, or `If-None-Match: *` and there is one.
/// - 422 `identity_provider_invalid`: `errors` names all that is wrong.
struct PutIdentityProvider: Endpoint {
    static let route = Route.put(
        "/api/v1/identity-providers/{name}", requires: Permission(.update, .tenant),
        body: .json(limit: IdentityProviderBody.bodyLimit)
    ).withProof()

    static let operation = Operation(
        "Put an identity provider", tag: "Identity providers",
        """
        An OpenID provider whom the tenant believes about who somebody is, in place of the one before. Nobody can have it \
        give what they are not permitted to do themselves.
        """,
        path: [.providerName],
        body: [
            .json(
                IdentityProviderBody.schema,
                examples: [
                    .example(
                        "company", "Colleagues become members at their first login",
                        [
                            "issuer": "https://login.example.com", "clientId": "intelligentic",
                            "clientSecret": "correct-horse-battery", "scopes": ["email", "profile", "groups"],
                            "provisioning": "create", "emailDomains": ["example.com"],
                            "roleMappings": [["claim": "groups", "value": "engineering", "role": "developer"]],
                        ])
                ])
        ],
        answers: [
            Answer(
                200, "The provider, which is another now.", IdentityProvider.schema, headers: ["ETag"],
                example: IdentityProvider.example),
            Answer(
                201, "The new provider.", IdentityProvider.schema, headers: ["Location", "ETag"],
                example: IdentityProvider.example),
        ],
        problems: [.exceedsOwn, .tooManyProviders, .preconditionFailed, .providerInvalid])

    let providers: IdentityProviderStore
    let roles: ProvidedRoleStore

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        guard RoleName.isGood(name) else {
            throw Problem.providerInvalid.with(detail: "A provider's name has \(RoleName.rule).")
        }
        let body = try request.json(IdentityProviderBody.self)
        let rules = try body.checked()
        let caller = request.caller
        let (provider, isNew) = try request.transaction {
            var before: JSON?
            let outcome = try Problem.explainingProviders {
                try providers.put(
                    name, issuer: body.issuer, clientID: body.clientId, secret: body.clientSecret, rules,
                    in: caller.tenant
                ) { current in
                    try request.checkMatch(current.map(EntityTag.init))
                    try roles.checkGiveable(rules.roles, by: caller)
                    // An e-mail alone then opens accounts of members, whatever these may do.
                    guard rules.linking != .email || caller.grants.cover(Grants(.all)) else { throw Problem.exceedsOwn }
                    before = current?.audited
                }
            }
            let target = AuditTarget(.identityProvider, name)
            try request.record(.putIdentityProvider, target, before: before, after: outcome.provider.audited)
            return outcome
        }
        let headers = isNew ? [("Location", "/api/v1/identity-providers/\(name)")] : []
        return .json(provider.json, status: isNew ? 201 : 200, headers: headers).tagged(EntityTag(provider))
    }
}
