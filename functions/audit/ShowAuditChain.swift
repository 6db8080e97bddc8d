internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import TextEncodings

/// `GET /api/v1/audit/chain`: where the chain of the caller's tenant ends and begins. Whoever keeps `seq` and `hash` elsewhere can
/// see later that nothing before has been changed.
///
/// - 200: `{tenant, seq, hash, prunedSeq, prunedHash}`.
struct ShowAuditChain: Endpoint {
    static let route = Route.get("/api/v1/audit/chain", requires: Permission(.read, .audit))

    static let operation = Operation(
        "Show the audit chain", tag: "Audit",
        """
        Where the chain of the tenant's audit entries ends and, where retention has deleted entries, begins. Keep `seq` and \
        `hash` elsewhere to see later that nothing before has been changed.
        """,
        answers: [
            Answer(
                200, "The ends of the chain.",
                .object([
                    "tenant": .id("It is a part of what is hashed."),
                    "seq": .count("Of the last entry; 0: there was none."), "hash": .auditHash,
                    "prunedSeq": .count("Of the last entry that retention has deleted; 0: none was."),
                    "prunedHash": .auditHash,
                ]).named("AuditChain"),
                example: [
                    "tenant": "01890a5d-ac96-774b-bcce-b302099a8057", "seq": 41, "hash": ChainedEntry.exampleHash,
                    "prunedSeq": 0, "prunedHash": .string(Hexadecimal.encode(ChainedEntry.noHash)),
                ])
        ])

    let log: AuditLogStore

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        let chain = try log.chain(of: tenant)
        return .json([
            "tenant": .string("\(tenant)"), "seq": JSON(chain.seq),
            "hash": .string(Hexadecimal.encode(chain.hash)), "prunedSeq": JSON(chain.prunedSeq),
            "prunedHash": .string(Hexadecimal.encode(chain.prunedHash)),
        ])
    }
}
