internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `DELETE /api/v1/auth/sessions/{id}` ends one of the caller's sessions, in whatever tenant.
///
/// - 204: ended.
/// - 404 `session_not_found`: no session of the caller with this id goes on.
struct EndSession: Endpoint {
    static let route = Route.delete("/api/v1/auth/sessions/{id}", access: .signedIn)
        .withProof()

    static let operation = Operation(
        "End a session", tag: "Accounts",
        "Ends one of the caller's sessions. Its tokens are good for nothing from now on.",
        path: [
            Parameter("id", .id(), "The session.", example: "01890a5d-ac96-774b-bcce-b302099a805a")
        ],
        answers: [Answer(204, "Ended.")], problems: [.sessionNotFound])

    let sessions: SessionStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        guard let id = SessionID(request.path("id")) else { throw Problem.sessionNotFound }
        let ended = try request.transaction {
            guard let ended = try sessions.end(id, of: request.caller.user) else { throw Problem.sessionNotFound }
            try request.record(.endSession, AuditTarget(.session, "\(id)"), in: ended.tenant)
            return ended
        }
        // Without Redis the end is known everywhere within LiveSessions.memory.
        request.afterCommit { try? live.end([ended]) }
        return .empty(204)
    }
}
