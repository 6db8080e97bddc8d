package import Database
package import Encryption
package import Identity
internal import JSON

/// Mail that is to be sent, in the database: what was committed is sent, also when the mail server was away.
///
/// All methods throw `DatabaseError`.
package struct MailOutbox {
    /// Attempts to send a message; it is given up after the last one, five hours after the first.
    package static let attemptLimit = 12
    /// Messages that one look takes.
    package static let batchLimit = 20
    /// Rows that a sweep removes.
    static let sweepLimit = 1_000
    /// How long a message is kept that was given up, for the operator to see.
    static let givenUpMemory = Duration.seconds(7 * 24 * 60 * 60)
    /// Between the first attempt and the second; it doubles. Longer than an attempt may take, so that none is made twice at a time.
    package static let firstPause = Duration.seconds(30)
    package static let longestPause = Duration.seconds(60 * 60)

    private let database: Database
    private let keys: KeyRing

    package init(_ database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// The keys that encrypt something.
    package func keyIDs() throws -> Set<String> {
        Set(try database.query("SELECT DISTINCT key_id FROM mail_outbox").map { try $0.get("key_id") })
    }

    /// A message that waits to be sent.
    package struct Entry: Sendable {
        package let id: MailID
        package let recipient: String
        package let kind: String
        package let attempts: Int
        let sealed: SealedBytes
    }

    /// Puts a message in, as a part of the transaction that is open.
    ///
    /// - Parameter lifetime: after this it is of no use and is not sent any more.
    /// - Throws: also `EncryptionError`.
    package func put(_ mail: OutgoingMail, to recipient: String, lifetime: Duration, at time: Timestamp) throws {
        let id = MailID(at: time)
        let sealed = try keys.seal(mail.parameters.bytes, boundTo: Self.context(id, mail.kind, recipient))
        try database.execute(
            """
            INSERT INTO mail_outbox (id, kind, recipient, key_id, nonce, ciphertext, created_at, expires_at, attempts,
                next_attempt_at)
            VALUES (\(id), \(mail.kind), \(recipient), \(sealed.keyID), \(sealed.nonce), \(sealed.ciphertext), \(time),
                \(time + lifetime), 0, \(time))
            """)
    }

    /// Messages that are to be sent now, the one that is due longest first.
    package func due(at time: Timestamp) throws -> [Entry] {
        try database.query(
            """
            SELECT id, kind, recipient, key_id, nonce, ciphertext, attempts FROM mail_outbox
            WHERE next_attempt_at <= \(time) AND expires_at > \(time)
            ORDER BY next_attempt_at LIMIT \(Self.batchLimit)
            """
        ).map(Entry.init)
    }

    /// Begins an attempt.
    ///
    /// - Returns: false: somebody else was faster. Who is told true has the message until its next attempt is due, and should
    ///   they die, it is made then.
    package func take(_ entry: Entry, at time: Timestamp) throws -> Bool {
        try database.execute(
            """
            UPDATE mail_outbox SET attempts = \(entry.attempts + 1),
                next_attempt_at = \(time + Self.pause(after: entry.attempts + 1))
            WHERE id = \(entry.id) AND attempts = \(entry.attempts) AND next_attempt_at <= \(time)
            """) == 1
    }

    /// What a message says.
    ///
    /// - Throws: `EncryptionError`; ``UnknownMail``.
    package func open(_ entry: Entry) throws -> OutgoingMail {
        let bytes = try keys.open(entry.sealed, boundTo: Self.context(entry.id, entry.kind, entry.recipient))
        guard let mail = OutgoingMail(kind: entry.kind, parameters: try JSON(parsing: bytes)) else {
            throw UnknownMail()
        }
        return mail
    }

    /// It was sent, or there is nobody to send it to.
    package func remove(_ entry: Entry) throws {
        try database.execute("DELETE FROM mail_outbox WHERE id = \(entry.id)")
    }

    /// It was not sent.
    ///
    /// - Parameters:
    ///   - reason: without anything of the message.
    ///   - isFinal: whether it never can be.
    /// - Returns: whether it will be tried again.
    package func fail(_ entry: Entry, because reason: String, isFinal: Bool) throws -> Bool {
        let isGivenUp = isFinal || entry.attempts + 1 >= Self.attemptLimit
        let next: SQL = isGivenUp ? ", next_attempt_at = NULL" : ""
        try database.execute(
            "UPDATE mail_outbox SET failure = \(String(reason.prefix(200))) \(sql: next) WHERE id = \(entry.id)")
        return !isGivenUp
    }

    /// Removes what is of no use any more, and what was given up long ago.
    ///
    /// - Returns: whether there may be more.
    @discardableResult
    package func sweep(at time: Timestamp) throws -> Bool {
        let old = time + .seconds(-Self.givenUpMemory.components.seconds)
        return try database.execute(
            """
            DELETE FROM mail_outbox
            WHERE expires_at <= \(time) AND (next_attempt_at IS NOT NULL OR created_at < \(old))
            LIMIT \(Self.sweepLimit)
            """) == Self.sweepLimit
    }

    private static func pause(after attempts: Int) -> Duration {
        min(longestPause, firstPause * (1 << min(attempts - 1, 10)))
    }

    private static func context(_ id: MailID, _ kind: String, _ recipient: String) -> [UInt8] {
        Array("mail:\(id):\(kind):\(recipient)".utf8)
    }
}

extension MailOutbox.Entry {
    fileprivate init(_ row: Row) throws(DatabaseError) {
        id = try row.get("id")
        recipient = try row.get("recipient")
        kind = try row.get("kind")
        attempts = try row.get("attempts")
        sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
    }
}
