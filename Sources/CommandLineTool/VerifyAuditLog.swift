import ArgumentParser
import Audit
import Identity
import JSON
import TextEncodings

/// `intelligentic audit verify`
struct VerifyAuditLog: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that no entry was changed, taken out or put in. For admins of the tenant.",
        discussion: """
            Reads all entries and computes the chain anew, here. The exit code is 1 where it is broken; the first entry that is \
            wrong is named. Who can write to the database could compute a whole chain anew, so keep what this prints \
            elsewhere, and check later against it:

            intelligentic audit verify --known 41:8c1f1046219ddd216a023f792356ddf127fce372a72ec9b4cdac989ee5b0b455
            """)

    @Option(help: ArgumentHelp("Number and hash of an entry, as this printed them before.", valueName: "seq:hash"))
    var known: String?

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let known = try self.known.map(Self.known)
        let verification = try AuditVerification.read(
            tenant: Self.chain(platform).tenant, known: known,
            chain: {
                let chain = try Self.chain(platform).chain
                if let known, known.seq < chain.prunedSeq {
                    throw Failure(
                        .usage,
                        "Retention has deleted the entry \(known.seq); entries begin with \(chain.prunedSeq + 1).")
                }
                return chain
            },
            entries: { add in try AuditPages(platform: platform).forEach { add(ChainedEntry($0)) } })
        let chain = verification.chain
        let start = "\(chain.prunedSeq):\(Hexadecimal.encode(chain.prunedHash))"
        let head = "\(verification.seq):\(Hexadecimal.encode(verification.hash))"
        let found = verification.result
        options.show([
            "intact": .bool(found == nil), "entries": JSON(verification.count), "firstBroken": found?.json ?? .null,
            "head": .string(head), "start": .string(start),
        ]) { _ in
            if let found { return ["The chain is broken: \(found)."] }
            let pruned = chain.prunedSeq > 0 ? ["Retention has deleted the entries up to \(start)"] : []
            return ["\(verification.count) entries, unchanged."] + pruned + ["The last one: \(head)"]
        }
        if found != nil { throw Failure(.runFailed, "") }
    }

    private static func chain(_ platform: Platform) throws -> (tenant: TenantID, chain: AuditChain) {
        let answer = try platform.get(AuditCommands.path + "/chain")
        guard let tenant = TenantID(answer["tenant"]?.string ?? ""), let chain = AuditChain(answer) else {
            throw Failure(.refused, "\(platform.url) answered without a chain: is it this platform?")
        }
        return (tenant, chain)
    }

    private static func known(_ text: String) throws -> (seq: Int, hash: [UInt8]) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let seq = Int(parts[0]), let hash = Hexadecimal.decode(String(parts[1])),
            hash.count == ChainedEntry.noHash.count
        else { throw Failure(.usage, "--known takes SEQ:HASH, as `audit verify` prints it.") }
        return (seq, hash)
    }
}

extension AuditVerification.Break {
    fileprivate var json: JSON { ["seq": JSON(seq), "reason": .string("\(self)")] }
}

extension AuditChain {
    /// As the API shows it.
    fileprivate init?(_ json: JSON) {
        guard let seq = json["seq"]?.int, let prunedSeq = json["prunedSeq"]?.int,
            let hash = Hexadecimal.decode(json["hash"]?.string ?? ""),
            let prunedHash = Hexadecimal.decode(json["prunedHash"]?.string ?? "")
        else { return nil }
        self.init(seq: seq, hash: hash, prunedSeq: prunedSeq, prunedHash: prunedHash)
    }
}
