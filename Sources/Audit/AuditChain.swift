/// Where a tenant's chain ends and begins.
package struct AuditChain: Sendable, Hashable {
    /// Of the last entry; 0: there was none.
    package let seq: Int
    package let hash: [UInt8]
    /// Of the last entry that retention has deleted; 0: none was.
    package let prunedSeq: Int
    package let prunedHash: [UInt8]

    package init(seq: Int, hash: [UInt8], prunedSeq: Int, prunedHash: [UInt8]) {
        self.seq = seq
        self.hash = hash
        self.prunedSeq = prunedSeq
        self.prunedHash = prunedHash
    }

    package static let empty = AuditChain(
        seq: 0, hash: ChainedEntry.noHash, prunedSeq: 0, prunedHash: ChainedEntry.noHash)
}
