internal import Identity
internal import JSON
internal import TextEncodings

/// Where retention has cut a chain: the last entry that went. The last entry `audit.prune` of a log says it.
struct AuditCut: Hashable {
    let seq: Int
    let hash: [UInt8]

    init(seq: Int, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// Nil for an entry that tells of no cut.
    init?(_ entry: AuditEntry) {
        guard entry.action == AuditAction.prune.rawValue, let after = entry.after.flatMap({ try? JSON(parsing: $0) }),
            let seq = after["seq"]?.int, let hash = Hexadecimal.decode(after["hash"]?.string ?? "")
        else { return nil }
        self.init(seq: seq, hash: hash)
    }

    func entry(retentionDays: Int, at time: Timestamp) -> AuditEntry {
        AuditEntry(
            .prune, AuditTarget(.log), by: AuditActor(kind: .system),
            from: AuditOrigin(address: nil, userAgent: nil, requestID: nil),
            after: [
                "seq": JSON(seq), "hash": .string(Hexadecimal.encode(hash)), "retentionDays": JSON(retentionDays),
            ], at: time)
    }
}
