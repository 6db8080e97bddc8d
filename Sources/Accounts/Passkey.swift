internal import Database
package import Identity
package import WebAuthn

/// Names a passkey of a user.
package typealias PasskeyID = Identifier<Passkey>

/// A key of a device of somebody, with which they sign in.
package struct Passkey: Sendable, Hashable {
    package let id: PasskeyID
    package let user: UserID
    package let record: CredentialRecord
    /// What its user calls it.
    package let name: String
    package let createdAt: Timestamp
    /// Nil: not yet.
    package let lastUsedAt: Timestamp?

    static let columns: SQL = """
        user_id, id, credential_id, public_key, sign_count, is_verifying, is_backup_eligible, is_backed_up, name,
        created_at, last_used_at
        """

    init(_ row: Row) throws(DatabaseError) {
        id = try row.get("id")
        user = try row.get("user_id")
        record = CredentialRecord(
            id: try row.get("credential_id"), publicKey: try row.get("public_key"),
            signCount: try row.get("sign_count"), isVerifying: try row.get("is_verifying"),
            isBackupEligible: try row.get("is_backup_eligible"), isBackedUp: try row.get("is_backed_up"))
        name = try row.get("name")
        createdAt = try row.get("created_at")
        lastUsedAt = try row.optional("last_used_at")
    }

    init(_ record: CredentialRecord, named name: String, of user: UserID, at time: Timestamp) {
        id = PasskeyID(at: time)
        self.user = user
        self.record = record
        self.name = name
        createdAt = time
        lastUsedAt = nil
    }
}
