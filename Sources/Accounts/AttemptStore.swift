internal import Database
internal import Identity

/// Tries to sign in, in the database: an emptied Redis frees nobody.
///
/// A try counts as failed from its beginning, so that guesses at one time are not free. One that turns out to be right takes
/// that back.
struct AttemptStore {
    /// Rows that say nothing any more, removed with each try.
    static let sweepLimit = 10

    let database: Database

    /// Counts a try.
    ///
    /// - Throws: ``AccountError/tooManyAttempts(retryAfter:)``: too early; nothing is counted then. `DatabaseError`.
    func begin(_ subjects: [AttemptSubject], at time: Timestamp) throws {
        assert(!database.isInTransaction, "what a refusal rolls back is not counted")
        _ = try? database.execute("DELETE FROM login_attempts WHERE expires_at < \(time) LIMIT \(Self.sweepLimit)")
        // In one order, so that two tries do not wait for each other.
        let all = subjects.map { ($0.hash, $0.rule) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
        try database.transaction { database in
            for (hash, rule) in all { try Self.count(hash, rule, at: time, database) }
        }
    }

    /// The try was right: the account's failures are forgotten, and the address has one less.
    func succeed(_ subjects: [AttemptSubject], at time: Timestamp) throws {
        for subject in subjects {
            let failures: SQL =
                switch subject {
                case .account: "0"
                case .address, .clientAddress: "GREATEST(failures, 1) - 1"
                }
            try database.execute(
                """
                UPDATE login_attempts SET failures = \(sql: failures), locked_until = \(time)
                WHERE subject = \(subject.hash)
                """)
        }
    }

    /// The try was right as far as it went, and another one follows: this one is taken back, and what failed before stays.
    func withdraw(_ subjects: [AttemptSubject], at time: Timestamp) throws {
        for subject in subjects {
            try database.execute(
                """
                UPDATE login_attempts SET failures = GREATEST(failures, 1) - 1, locked_until = \(time)
                WHERE subject = \(subject.hash)
                """)
        }
    }

    private static func count(
        _ hash: [UInt8], _ rule: AttemptRule, at time: Timestamp, _ database: Database
    ) throws {
        // Takes the row's lock whether or not it is there.
        try database.execute(
            """
            INSERT INTO login_attempts (subject, failures, locked_until, expires_at)
            VALUES (\(hash), 0, \(time), \(time + rule.memory))
            ON DUPLICATE KEY UPDATE failures = IF(expires_at <= \(time), 0, failures),
                expires_at = IF(expires_at <= \(time), \(time + rule.memory), expires_at)
            """)
        let row = try database.first(
            "SELECT failures, locked_until FROM login_attempts WHERE subject = \(hash) FOR UPDATE")
        guard let row else { return }
        let lockedUntil: Timestamp = try row.get("locked_until")
        guard lockedUntil <= time else { throw AccountError.tooManyAttempts(retryAfter: lockedUntil - time) }
        let failures = try row.get("failures", as: Int.self) + 1
        try database.execute(
            """
            UPDATE login_attempts SET failures = \(failures), locked_until = \(time + rule.delay(after: failures)),
                expires_at = IF(\(rule.isRenewed), \(time + rule.memory), expires_at)
            WHERE subject = \(hash)
            """)
    }
}
