package import Identity

/// Whether the entries of a chain, read from the oldest on, are the ones that were appended.
package struct AuditVerification: Sendable {
    /// What is wrong, and where first.
    package struct Break: Sendable, Hashable, CustomStringConvertible {
        /// The number of the entry.
        package let seq: Int
        package let reason: Reason

        package enum Reason: Sendable, Hashable {
            case unreadable, missing, changed, unlinked
            /// It is not the one that its reader knows from elsewhere.
            case replaced
            case endMissing
            /// The beginning is gone, and no entry says that retention did it.
            case cutUntold
        }

        package var description: String {
            switch reason {
            case .unreadable: "entry \(seq) cannot be read"
            case .missing: "entry \(seq) is missing"
            case .changed: "entry \(seq) was changed: its hash is not that of what it says"
            case .unlinked: "entry \(seq) does not follow the one before: that one was replaced, or this one was"
            case .replaced:
                "entry \(seq) has another hash than the one that is known: it was replaced, or one before it was"
            case .cutUntold: "the entries up to \(seq) were deleted, and the log does not tell of it"
            case .endMissing: "entry \(seq), the last one of the chain, is missing or was replaced"
            }
        }
    }

    /// As it was before the entries were read.
    package let chain: AuditChain
    private let tenant: TenantID
    private let known: (seq: Int, hash: [UInt8])?
    /// Of the last entry that was read.
    package private(set) var seq: Int
    package private(set) var hash: [UInt8]
    package private(set) var count = 0
    private var firstBreak: Break?
    private var endHash: [UInt8]?
    private var lastCut: AuditCut?

    /// - Parameters:
    ///   - chain: its ends, read before the entries.
    ///   - known: number and hash of an entry, kept elsewhere.
    package init(chain: AuditChain, tenant: TenantID, known: (seq: Int, hash: [UInt8])? = nil) {
        self.chain = chain
        self.tenant = tenant
        self.known = known
        seq = chain.prunedSeq
        hash = chain.prunedHash
        if chain.seq == chain.prunedSeq { endHash = chain.prunedHash }
        if let known, known.seq == seq { check(known.hash == hash, seq, .replaced) }
    }

    /// Looks at the next entry; nil: it cannot be read.
    package mutating func add(_ entry: ChainedEntry?) {
        guard let entry else {
            check(false, seq + 1, .unreadable)
            seq += 1
            return
        }
        count += 1
        if entry.seq != seq + 1 {
            // Where the table is ordered by number, a smaller one cannot come.
            check(false, min(seq + 1, entry.seq), .missing)
        } else {
            check(entry.previousHash == hash, entry.seq, .unlinked)
        }
        check(entry.isIntact(in: tenant), entry.seq, .changed)
        if let known, known.seq == entry.seq { check(known.hash == entry.hash, entry.seq, .replaced) }
        if entry.seq == chain.seq { endHash = entry.hash }
        // What came later tells of a chain that was cut after its ends were read.
        if entry.seq <= chain.seq, let cut = AuditCut(entry.entry) { lastCut = cut }
        seq = entry.seq
        hash = entry.hash
    }

    /// What is wrong at the smallest number, after all entries; nil: nothing is.
    package var result: Break? {
        if let firstBreak { return firstBreak }
        if endHash != chain.hash { return Break(seq: chain.seq, reason: .endMissing) }
        if chain.prunedSeq > 0, lastCut != AuditCut(seq: chain.prunedSeq, hash: chain.prunedHash) {
            return Break(seq: chain.prunedSeq, reason: .cutUntold)
        }
        // One that is older than all that are kept cannot be found any more.
        if let known, known.seq > seq { return Break(seq: known.seq, reason: .missing) }
        return nil
    }

    private mutating func check(_ isGood: Bool, _ seq: Int, _ reason: Break.Reason) {
        if !isGood, firstBreak == nil { firstBreak = Break(seq: seq, reason: reason) }
    }
}
