internal import Database

extension AccountStore {
    /// Sessions that one statement ends.
    static let sessionLimit = 1_000

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
