internal import Database
internal import Digests
internal import Identity
internal import WebAuthn

/// What authenticators were asked to sign, each good for one answer.
///
/// All methods throw `DatabaseError`.
struct PasskeyChallengeStore {
    /// Rows that are of no use any more, removed with each new one.
    static let sweepLimit = 10

    let database: Database
    let now: () -> Timestamp

    /// A challenge that waits for its answer.
    struct Asked: Sendable {
        let challenge: Challenge
        fileprivate let hash: [UInt8]
    }

    private static func hash(_ challenge: Challenge, _ session: SessionID?) -> [UInt8] {
        SHA256.digest(challenge.bytes + (session?.bytes ?? []))
    }

    /// Keeps a new challenge until it is answered.
    ///
    /// - Parameters:
    ///   - user: whose passkey answers, or who registers one; nil: it says itself whose it is.
    ///   - session: the only one in which the answer counts; nil: there is none yet.
    func begin(_ purpose: PasskeyPurpose, for user: UserID?, in session: SessionID? = nil) throws -> Challenge {
        let (challenge, time) = (Challenge(), now())
        _ = try? database.execute(
            "DELETE FROM passkey_challenges WHERE expires_at < \(time) LIMIT \(Self.sweepLimit)")
        try database.execute(
            """
            INSERT INTO passkey_challenges (challenge_hash, purpose, user_id, expires_at)
            VALUES (\(Self.hash(challenge, session)), \(purpose), \(user), \(time + Challenge.lifetime))
            """)
        return challenge
    }

    /// The challenge that something answers.
    ///
    /// - Throws: also ``AccountError/passkeyChallengeInvalid``: it was made for something or somebody else, or is too old, or none was.
    func find(
        _ data: ClientData, _ purpose: PasskeyPurpose, for user: UserID?, in session: SessionID? = nil
    ) throws -> Asked {
        let challenge = Challenge(data)
        let asked = Asked(challenge: challenge, hash: Self.hash(challenge, session))
        let row = try database.first(
            """
            SELECT 1 AS found FROM passkey_challenges
            WHERE challenge_hash = \(asked.hash) AND purpose = \(purpose) AND user_id <=> \(user)
                AND expires_at > \(now())
            """)
        guard row != nil else { throw AccountError.passkeyChallengeInvalid }
        return asked
    }

    /// Uses a challenge up.
    ///
    /// - Throws: also ``AccountError/passkeyChallengeInvalid``: another answer came before.
    func take(_ asked: Asked) throws {
        // The row that is gone decides between two answers.
        guard try database.execute("DELETE FROM passkey_challenges WHERE challenge_hash = \(asked.hash)") == 1
        else { throw AccountError.passkeyChallengeInvalid }
    }
}
