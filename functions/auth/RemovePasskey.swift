internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `DELETE /api/v1/auth/passkeys/{id}` forgets a passkey of the caller, and ends their other sessions: it may have opened them.
///
/// - 204: removed.
/// - 404 `passkey_not_found`: the caller has none with this id.
struct RemovePasskey: Endpoint {
    static let route = Route.delete("/api/v1/auth/passkeys/{id}", access: .signedIn)
        .withProof()

    static let operation = Operation(
        "Remove a passkey", tag: "Accounts",
        "Forgets a passkey, and ends the caller's other sessions: it may have opened them.",
        path: [Parameter("id", .id(), "The passkey.", example: "01890a5d-ac96-774b-bcce-b302099a805c")],
        answers: [Answer(204, "Removed.")], problems: [.passkeyNotFound])

    let accounts: AccountStore
    let passkeys: PasskeyStore
    let sessions: SessionStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        guard let id = PasskeyID(request.path("id")) else { throw Problem.passkeyNotFound }
        let ended = try request.transaction {
            guard let gone = try accounts.removePasskey(id, of: caller, passkeys) else { throw Problem.passkeyNotFound }
            try request.record(
                .removePasskey, AuditTarget(.user, "\(caller.user)"),
                before: ["id": .string("\(id)"), "name": .string(gone.name)])
            return try sessions.endAll(of: caller.user, except: caller.session)
        }
        request.lookAgainAfterCommit(live, ended: ended)
        return .empty(204)
    }
}
