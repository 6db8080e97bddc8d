internal import Database

extension AccountStore {
    /// Sessions that one statement ends.
    static let sessionLimit = 1_000

    /// Forgets mail that waits, and what was sent with mail: it may have been sent or used since.
    package func forgetMail() throws {
        for table in ["mail_outbox", "password_resets", "email_verifications"] as [SQL] {
            try database.execute("DELETE FROM \(sql: table)")
        }
    }

    /// Ends every session of every tenant: after a restore nobody knows which of them had ended since.
    ///
    /// - Returns: how many were open.
    package func endAllSessions() throws -> Int {
        var ended = 0
        while true {
            let rows = try database.execute(
                "UPDATE sessions SET ended_at = \(now()) WHERE ended_at IS NULL LIMIT \(Self.sessionLimit)")
            ended += rows
            if rows < Self.sessionLimit { return ended }
        }
    }
}
