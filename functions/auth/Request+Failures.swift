internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity

/// Wrong passwords and codes in the audit log.
extension Request {
    /// Of somebody who signs in: in the logs of the tenants that they are a member of. Where nobody is there is as much to write.
    ///
    /// - Throws: `DatabaseError`.
    func recordFailure(_ action: AuditAction = .logInFailed, of known: [Account]) throws {
        try transaction {
            for account in known {
                try record(action, AuditTarget(.user, "\(account.user)"), outcome: .failed, in: account.tenant.id)
            }
            guard known.isEmpty else { return }
            try record(action, AuditTarget(.user), outcome: .failed, in: AuditStore.nobody)
        }
    }

    /// Does what asks somebody who is signed in for their password or a code, and keeps that it was wrong.
    ///
    /// - Throws: a ``Problem`` for an `AccountError`; what else `body` throws.
    func proving<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch let error as AccountError {
            let action: AuditAction? =
                switch error {
                case .wrongPassword, .wrongCode, .passkeyRefused: .proofFailed
                case .usedCode: .codeReused
                case .passkeyCloned: .passkeyCloned
                default: nil
                }
            if let action {
                try transaction { try record(action, AuditTarget(.user, "\(caller.user)"), outcome: .failed) }
            }
            throw error.problem
        }
    }
}
