internal import FunctionKit
internal import Identity
internal import Sessions

extension Request {
    /// After the commit, the database is asked again what the caller's session may do, and everybody knows which of their others have
    /// ended. Without Redis that takes up to ``LiveSessions/memory``.
    func lookAgainAfterCommit(_ live: LiveSessions, ended: [SessionReference] = []) {
        let caller = caller
        afterCommit {
            try? live.forget(caller.session, in: caller.tenant)
            try? live.end(ended)
        }
    }
}
