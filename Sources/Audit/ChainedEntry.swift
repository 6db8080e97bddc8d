internal import Digests
package import Identity
internal import TextEncodings

/// An entry in its place in the chain of its tenant: it holds the hash of the one before, so that nobody can change, take out
/// or put in one without changing all that follow. `docs/audit.md` says what is hashed.
package struct ChainedEntry: Sendable, Hashable {
    /// What the first entry of a chain holds.
    package static let noHash = [UInt8](repeating: 0, count: 32)

    package let entry: AuditEntry
    /// 1, 2, 3 … of the tenant.
    package let seq: Int
    package let previousHash: [UInt8]
    package let hash: [UInt8]

    package init(entry: AuditEntry, seq: Int, previousHash: [UInt8], hash: [UInt8]) {
        self.entry = entry
        self.seq = seq
        self.previousHash = previousHash
        self.hash = hash
    }

    /// Puts an entry at the end of a chain.
    package init(_ entry: AuditEntry, seq: Int, after previousHash: [UInt8], in tenant: TenantID) {
        self.init(
            entry: entry, seq: seq, previousHash: previousHash,
            hash: Self.hash(of: entry, seq: seq, after: previousHash, in: tenant))
    }

    /// Whether the hash is that of what the entry says.
    package func isIntact(in tenant: TenantID) -> Bool {
        hash == Self.hash(of: entry, seq: seq, after: previousHash, in: tenant)
    }

    private static func hash(
        of entry: AuditEntry, seq: Int, after previousHash: [UInt8], in tenant: TenantID
    ) -> [UInt8] {
        let fields: [String?] = [
            "intelligentic audit 1", Hexadecimal.encode(previousHash), tenant.description, "\(seq)",
            entry.id.description, entry.at.description, entry.action, entry.outcome.rawValue,
            entry.actor.kind.rawValue, entry.actor.id?.description, entry.actor.session?.description,
            entry.targetKind, entry.targetName, entry.origin.address, entry.origin.userAgent,
            entry.origin.requestID, entry.before, entry.after,
        ]
        // Lengths keep one field from reaching into the next.
        return SHA256.digest(fields.map { $0.map { "\($0.utf8.count):\($0)," } ?? "-" }.joined().utf8)
    }
}
