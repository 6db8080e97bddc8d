package import Database
package import Identity
package import JSON
package import WebAuthn

/// People's passkeys.
///
/// All methods throw `DatabaseError`; those that ask an authenticator for something, and take its answer, also
/// ``AccountError/passkeysUnavailable``.
package struct PasskeyStore {
    /// The most passkeys of a user.
    package static let passkeyLimit = 20

    let database: Database
    let now: () -> Timestamp
    private let party: RelyingParty?

    /// - Parameter party: nil: the installation has no address that passkeys can be bound to.
    package init(_ database: Database, for party: RelyingParty?, now: @escaping () -> Timestamp = { .now }) {
        self.database = database
        self.party = party
        self.now = now
    }

    private var challenges: PasskeyChallengeStore { PasskeyChallengeStore(database: database, now: now) }

    private func known() throws -> RelyingParty {
        guard let party else { throw AccountError.passkeysUnavailable }
        return party
    }

    /// The passkeys of a user, the latest first.
    ///
    /// - Parameter last: the last one of the page before; nil asks for the first page.
    package func list(of user: UserID, limit: Int = passkeyLimit, after last: PasskeyID? = nil) throws -> [Passkey] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        return try database.query(
            """
            SELECT \(sql: Passkey.columns) FROM passkeys
            WHERE user_id = \(user) \(sql: page) ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Passkey.init)
    }

    /// What a page hands to the browser, so that an authenticator makes a passkey.
    ///
    /// - Parameter name: the user's, as the browser shows it.
    package func creationOptions(for caller: Caller, named name: String) throws -> JSON {
        let (party, user) = (try known(), caller.user)
        return party.creationOptions(
            for: user.bytes, named: name, try challenges.begin(.registration, for: user, in: caller.session),
            except: try list(of: user).map(\.record.id))
    }

    /// What a page hands to the browser, so that a passkey signs.
    ///
    /// - Parameters:
    ///   - user: whose passkey; nil: anybody's, which says itself whose it is.
    ///   - session: in which it proves who they are; nil: it is to open one.
    /// - Throws: also ``AccountError/passkeyNotFound``: they have none.
    package func requestOptions(
        _ purpose: PasskeyPurpose, for user: UserID? = nil, in session: SessionID? = nil
    ) throws -> JSON {
        let party = try known()
        let passkeys = try user.map { try list(of: $0).map(\.record.id) } ?? []
        guard user == nil || !passkeys.isEmpty else { throw AccountError.passkeyNotFound }
        let verification: RelyingParty.Verification =
            switch purpose {
            case .logIn: .required
            case .secondFactor: .discouraged
            case .proof, .registration: .preferred
            }
        return party.requestOptions(
            try challenges.begin(purpose, for: user, in: session), of: passkeys, verification)
    }

    /// Takes what an authenticator made. Its challenge is good no more then, whatever comes of it.
    ///
    /// - Throws: also ``AccountError/passkeyChallengeInvalid``, ``WebAuthnError``.
    package func register(_ response: RegistrationResponse, for caller: Caller) throws -> CredentialRecord {
        let party = try known()
        let asked = try challenges.find(
            response.clientData, .registration, for: caller.user, in: caller.session)
        try challenges.take(asked)
        return try party.register(response, to: asked.challenge)
    }

    /// Keeps a passkey, as a part of the caller's transaction.
    ///
    /// - Throws: also ``AccountError/tooManyPasskeys``, ``AccountError/passkeyExists``.
    func insert(_ record: CredentialRecord, named name: String, of user: UserID) throws -> Passkey {
        let passkey = Passkey(record, named: name, of: user, at: now())
        guard try list(of: user).count < Self.passkeyLimit else { throw AccountError.tooManyPasskeys }
        do {
            try database.execute(
                """
                INSERT INTO passkeys (
                    user_id, id, credential_id, public_key, sign_count, is_verifying, is_backup_eligible, is_backed_up,
                    name, created_at
                )
                VALUES (
                    \(user), \(passkey.id), \(record.id), \(record.publicKey), \(record.signCount),
                    \(record.isVerifying), \(record.isBackupEligible), \(record.isBackedUp), \(name),
                    \(passkey.createdAt)
                )
                """)
        } catch {
            guard error.kind == .duplicateKey(name: "passkeys_credential") else { throw error }
            throw AccountError.passkeyExists
        }
        return passkey
    }

    /// - Returns: the one that is gone; nil: the user has none with this id.
    func delete(_ id: PasskeyID, of user: UserID) throws -> Passkey? {
        let row = try database.first(
            "SELECT \(sql: Passkey.columns) FROM passkeys WHERE user_id = \(user) AND id = \(id)")
        guard let passkey = try row.map(Passkey.init) else { return nil }
        try database.execute("DELETE FROM passkeys WHERE user_id = \(user) AND id = \(id)")
        return passkey
    }

    /// A signature that fits, and is to be used.
    package struct Signed: Sendable {
        /// As it was before.
        package let passkey: Passkey
        let record: CredentialRecord
        let asked: PasskeyChallengeStore.Asked
    }

    /// Looks at a signature. A challenge that came with a bad one is good no more.
    ///
    /// - Parameters:
    ///   - user: whose passkey was asked for; nil: anybody's.
    ///   - session: in which it was asked for; nil: in none.
    ///   - isAlone: nothing else proves who it is.
    /// - Throws: also ``AccountError/passkeyChallengeInvalid``, ``AccountError/passkeyRefused(_:)``, ``AccountError/passkeyCloned(_:)``.
    func verify(
        _ response: AuthenticationResponse, _ purpose: PasskeyPurpose, for user: UserID?,
        in session: SessionID? = nil, isAlone: Bool
    ) throws -> Signed {
        let party = try known()
        let asked = try challenges.find(response.clientData, purpose, for: user, in: session)
        let row = try database.first(
            "SELECT \(sql: Passkey.columns) FROM passkeys WHERE credential_id = \(response.credentialID)")
        let passkey = try row.map(Passkey.init)
        do {
            guard let passkey, user == nil || passkey.user == user else { throw WebAuthnError.wrongCredential }
            let record = try party.authenticate(
                response, to: asked.challenge, with: passkey.record, of: passkey.user.bytes, isAlone: isAlone)
            return Signed(passkey: passkey, record: record, asked: asked)
        } catch let error as WebAuthnError {
            try challenges.take(asked)
            if let passkey, error == .countedBack { throw AccountError.passkeyCloned(passkey.user) }
            throw AccountError.passkeyRefused(user ?? passkey?.user)
        }
    }

    /// Uses a signature and its challenge up, as a part of the caller's transaction.
    ///
    /// - Throws: also ``AccountError/passkeyChallengeInvalid``, ``AccountError/passkeyRefused(_:)``, ``AccountError/passkeyCloned(_:)``.
    func use(_ signed: Signed) throws {
        try challenges.take(signed.asked)
        let (passkey, count) = (signed.passkey, signed.record.signCount)
        // The condition decides between two signatures with one count.
        let used = try database.execute(
            """
            UPDATE passkeys SET sign_count = \(count), is_backed_up = \(signed.record.isBackedUp), last_used_at = \(now())
            WHERE user_id = \(passkey.user) AND id = \(passkey.id)
                AND (sign_count < \(count) OR sign_count = 0 AND \(count) = 0)
            """)
        guard used != 1 else { return }
        let isThere = try database.first(
            "SELECT 1 AS found FROM passkeys WHERE user_id = \(passkey.user) AND id = \(passkey.id)")
        throw isThere == nil ? AccountError.passkeyRefused(nil) : .passkeyCloned(passkey.user)
    }
}
