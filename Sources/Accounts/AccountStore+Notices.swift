internal import Database
internal import Digests
package import Identity
package import Mail
internal import Sessions

/// What people are told by mail of their accounts (ASVS 4.0.3, 2.2.3).
extension AccountStore {
    /// For how long it is tried to tell somebody.
    static let noticeLifetime = Duration.seconds(24 * 60 * 60)
    /// Places that are known of a user; the one that was used last the longest ago makes room.
    static let placeLimit = 50
    /// Characters of a program's name that stand in mail.
    static let programLimit = 40

    /// Tells somebody, as a part of the transaction that is open.
    ///
    /// - Throws: `DatabaseError`, `EncryptionError`.
    package func tell(_ notice: OutgoingMail, _ email: String) throws {
        try mail?.put(notice, to: email, lifetime: Self.noticeLifetime, at: now())
    }

    /// Tells a user, as a part of the transaction that is open.
    ///
    /// - Throws: `DatabaseError`, `EncryptionError`.
    package func tell(_ notice: OutgoingMail, toUser user: UserID) throws {
        guard mail != nil, let email = try email(of: user) else { return }
        try tell(notice, email)
    }

    /// Keeps from where somebody signs in, and tells them of a place that is new.
    ///
    /// A place is a network (the first 24 bits of an IPv4 address, 64 of IPv6) and a program without its version. The first one
    /// is nobody's news.
    func note(_ origin: SessionOrigin, of account: Account, at time: Timestamp) throws {
        guard let address = origin.address else { return }
        let program = (origin.userAgent ?? "").prefix { $0 != "/" }
        let place = SHA256.digest("\(account.user):\(AttemptSubject.place(of: address)):\(program)".utf8)
        let row = try database.first(
            """
            SELECT COUNT(*) AS known, COALESCE(SUM(place = \(place)), 0) AS same
            FROM sign_in_places WHERE user_id = \(account.user)
            """)
        let (known, same): (Int, Int) = (try row?.get("known") ?? 0, try row?.get("same") ?? 0)
        try database.execute(
            """
            INSERT INTO sign_in_places (user_id, place, last_used_at) VALUES (\(account.user), \(place), \(time))
            ON DUPLICATE KEY UPDATE last_used_at = \(time)
            """)
        guard known > 0, same == 0 else { return }
        if known >= Self.placeLimit {
            try database.execute(
                "DELETE FROM sign_in_places WHERE user_id = \(account.user) ORDER BY last_used_at LIMIT 1")
        }
        // Its first word alone: the rest is whatever whoever signs in wants people to read.
        let shown = (origin.userAgent ?? "").prefix { $0 != " " }.prefix(Self.programLimit)
        try tell(
            .newSignIn(
                address: address, program: shown.isEmpty ? "an unknown program" : String(shown), time: time.description),
            account.email)
    }
}
