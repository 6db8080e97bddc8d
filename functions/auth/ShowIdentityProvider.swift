internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON

/// `GET /api/v1/identity-providers/{name}`: a provider without its secret.
///
/// - 200: the provider, with its `ETag`. 304 where `If-None-Match` names that.
/// - 404 `identity_provider_not_found`: no such provider in the caller's tenant.
struct ShowIdentityProvider: Endpoint {
    static let route = Route.get("/api/v1/identity-providers/{name}", requires: Permission(.read, .tenant))

    static let operation = Operation(
        "Show an identity provider", tag: "Identity providers", "A provider without its secret.",
        path: [.providerName],
        answers: [
            Answer(
                200, "The provider.", IdentityProvider.schema, headers: ["ETag"], example: IdentityProvider.example)
        ],
        problems: [.providerNotFound])

    let providers: IdentityProviderStore

    func handle(_ request: Request) throws -> Response {
        guard let provider = try providers.find(request.path("name"), in: request.caller.tenant) else {
            throw Problem.providerNotFound
        }
        return .json(provider.json).tagged(EntityTag(provider))
    }
}
