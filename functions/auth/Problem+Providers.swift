internal import FunctionKit
internal import IdentityProviders
internal import JSON
internal import Members
internal import OpenIDConnect

extension Problem {
    static let providerNotFound = Problem(
        404, "identity_provider_not_found", "The tenant has no identity provider of this name.")
    static let providerInvalid = Problem(
        422, "identity_provider_invalid", "The identity provider is not valid; see errors.")
    static let tooManyProviders = Problem(
        409, "too_many_identity_providers",
        "Your tenant has \(IdentityProviderStore.providerLimit) identity providers, as many as it may.")
    static let exceedsOwn = Problem(
        403, "exceeds_own_permissions",
        "It would give permissions that you do not have yourself. Ask somebody who has them.")
    static let redirectInvalid = Problem(
        422, "redirect_uri_invalid", "The redirect URI is none that answers may go to; see errors.",
        errors: [
            ProblemDetail(
                pointer: JSONPointer(tokens: ["redirectUri"]),
                message:
                    "expected http://127.0.0.1:PORT/… or http://[::1]:PORT/… of a program on the person's machine, or a URL of the platform itself"
            )
        ])
    static let returnInvalid = Problem(
        422, "return_to_invalid", "The page to return to is none of the platform; see errors.",
        errors: [
            ProblemDetail(
                pointer: JSONPointer(tokens: ["returnTo"]),
                message: "expected a path such as /docs, without a host, a backslash and a fragment")
        ])
    static let providerLogInInvalid = Problem(
        401, "provider_login_invalid",
        "Nobody waits for this answer: it was begun elsewhere, answered before, or too long ago. Begin the login again."
    )
    static let unknownIdentity = Problem(
        401, "identity_unknown",
        "No account of this tenant is linked with this identity. Who has one logs in with the password and links it; others ask an admin for an invitation."
    )
    static let identityTaken = Problem(
        409, "identity_taken", "Another account of this tenant is linked with this identity. Unlink it there first.")
    static let tooManyIdentities = Problem(
        409, "too_many_identities",
        "The account is linked with \(UserIdentityStore.identityLimit) identities, as many as it may. Unlink one.")
    static let identityNotFound = Problem(
        404, "identity_not_found",
        "You are linked with no identity of this id. GET /api/v1/auth/identities lists them.")
    static let providerRefused = Problem(
        401, "provider_refused", "The identity provider has not said who it is. Begin the login again.")
    static let providerUnavailable = Problem(
        502, "provider_unavailable", "The identity provider does not answer as it should. Try again later.")
    static let providersBusy = Problem(
        503, "providers_busy", "Too many logins wait for identity providers. Try again in a moment.",
        headers: [("Retry-After", "1")])

    init(_ error: IdentityProviderError) {
        switch error {
        case .tooMany: self = .tooManyProviders
        case .secretNeeded:
            self = .providerInvalid.with(errors: [
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["clientSecret"]),
                    message: "must come again, since issuer or client are others now")
            ])
        case .logInInvalid: self = .providerLogInInvalid
        case .unknownIdentity: self = .unknownIdentity
        case .identityTaken: self = .identityTaken
        case .tooManyIdentities: self = .tooManyIdentities
        }
    }

    init(_ error: OpenIDError) {
        switch error {
        case .noAnswer, .unusable: self = .providerUnavailable.with(detail: "No login: \(error).")
        case .refused:
            let problem: Problem = error.isOutage ? .providerUnavailable : .providerRefused
            self = problem.with(detail: "No login: \(error).")
        case .idToken: self = .providerRefused.with(detail: "No login: \(error).")
        }
    }

    /// Answers what keeps somebody from logging in with a provider with the problem that says so.
    static func explainingProviders<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch let error as IdentityProviderError {
            throw Problem(error)
        } catch let error as OpenIDError {
            throw Problem(error)
        } catch MembershipError.exceedsOwn {
            throw Problem.exceedsOwn
        } catch MembershipError.unknownRoles {
            throw Problem.providerInvalid.with(
                detail: "It names a role that there is not; GET /api/v1/roles lists them.")
        } catch MembershipError.sessionEnded {
            throw Problem.sessionEnded
        }
    }
}
