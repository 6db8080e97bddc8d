internal import Database
internal import Identity
internal import JSON

/// The answers to requests with an ``IdempotencyKey``.
///
/// A key is a user's own: whose role is taken away does not read by a key what a colleague was answered.
struct IdempotencyStore {
    /// How long an answer is kept for a repetition.
    static let memory = Duration.seconds(24 * 60 * 60)
    /// How many expired keys one request clears away at most, and what share of the requests does.
    static let sweepLimit = 100
    static let sweepShare = 32

    let database: Database

    /// Claims a key for the open transaction; another one with this key has to wait until that is over.
    ///
    /// - Returns: false: the key is taken.
    func claim(_ key: IdempotencyKey, _ request: [UInt8], for caller: Caller, at time: Timestamp) throws -> Bool {
        do {
            // Who waits for somebody else's transaction would hold a handler thread.
            try database.execute(
                """
                SET STATEMENT innodb_lock_wait_timeout = 0 FOR
                INSERT INTO idempotency_keys
                (tenant_id, user_id, idempotency_key, request_hash, status, headers, body, expires_at)
                VALUES (\(caller.tenant), \(caller.user), \(key.text), UNHEX(SHA2(\(request), 256)), 0, '', '',
                \(time + Self.memory))
                """)
            return true
        } catch {
            guard case .duplicateKey = error.kind else { throw error }
            return false
        }
    }

    /// Keeps the answer to the claimed key.
    func keep(_ response: Response, for key: IdempotencyKey, of caller: Caller) throws {
        let headers = JSON.array(response.headers.map { .array([.string($0.0), .string($0.1)]) })
        try database.execute(
            """
            UPDATE idempotency_keys SET status = \(response.status), headers = \(headers.text), body = \(response.body)
            WHERE tenant_id = \(caller.tenant) AND user_id = \(caller.user) AND idempotency_key = \(key.text)
            """)
    }

    /// What a key was answered.
    enum Earlier {
        case answer(Response)
        /// It came with another request.
        case otherRequest
    }

    /// Nil: the key is not in use (any more).
    func find(_ key: IdempotencyKey, _ request: [UInt8], for caller: Caller) throws -> Earlier? {
        guard
            let row = try database.first(
                """
                SELECT request_hash = UNHEX(SHA2(\(request), 256)) AS same, status, headers, body FROM idempotency_keys
                WHERE tenant_id = \(caller.tenant) AND user_id = \(caller.user) AND idempotency_key = \(key.text)
                """)
        else { return nil }
        guard try row.get("same", as: Int.self) == 1 else { return .otherRequest }
        let headers = try JSON(parsing: Array(row.get("headers", as: String.self).utf8)).array ?? []
        return .answer(
            Response(
                status: try row.get("status"),
                headers: headers.compactMap { header in
                    header[0]?.string.flatMap { name in header[1]?.string.map { (name, $0) } }
                }, body: try row.get("body")))
    }

    /// Clears away expired keys, now and then.
    func sweep(at time: Timestamp) throws {
        guard Int.random(in: 0..<Self.sweepShare) == 0 else { return }
        // Of all tenants: it is their age that counts.
        try database.execute("DELETE FROM idempotency_keys WHERE expires_at < \(time) LIMIT \(Self.sweepLimit)")
    }
}
