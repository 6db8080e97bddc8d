package import Identity

extension AuditVerification {
    /// How often a log is read in all, when retention cuts it while it is read.
    package static let readingLimit = 5

    /// Reads a log and looks at all of it. Where it is broken because retention has cut it meanwhile, it is read anew.
    ///
    /// - Parameters:
    ///   - chain: reads the ends of the chain.
    ///   - entries: calls its parameter with each entry from the oldest on; nil is one that cannot be read.
    package static func read(
        tenant: TenantID, known: (seq: Int, hash: [UInt8])? = nil, chain: () throws -> AuditChain,
        entries: ((ChainedEntry?) -> Void) throws -> Void
    ) throws -> AuditVerification {
        var ends = try chain()
        var reading = 1
        while true {
            var verification = AuditVerification(chain: ends, tenant: tenant, known: known)
            try entries { verification.add($0) }
            guard let found = verification.result, reading < readingLimit else { return verification }
            let now = try chain()
            guard now.prunedSeq > ends.prunedSeq, now.prunedSeq >= found.seq else { return verification }
            ends = now
            reading += 1
        }
    }
}
