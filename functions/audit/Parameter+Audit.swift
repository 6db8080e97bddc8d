internal import Audit
internal import FunctionKit
internal import JSON

extension [Parameter] {
    /// Which entries are meant: see ``Request/auditFilter()``.
    static let auditFilter = [
        Parameter("actor", .id(), "Only what this user did."),
        Parameter(
            "action", .string(pattern: Request.actionPattern, length: 1...Request.actionLimit),
            "Only this: `run.cancel`, or `run.*` for all that begins so.", example: "run.*"),
        Parameter(
            "target", .string(pattern: Request.targetPattern),
            "Only what was done to this: a kind (`secret`), or a kind and a name (`secret:api-token`).",
            example: "secret:api-token"),
        Parameter("from", .time(), "Only what was done at this time or later.", example: "2026-11-01T00:00:00Z"),
        Parameter("to", .time(), "Only what was done before this time."),
    ]
}

extension Parameter {
    static let order = Parameter(
        "order", .choice(AuditLogStore.Order.allCases.map(\.rawValue)), "Which entry comes first.", example: "oldest")

    static let seq = Parameter(
        "cursor", .string(pattern: "^(0|[1-9][0-9]{0,17})$"),
        "The `nextCursor` of the answer before; without it the list starts.")

    static let format = Parameter(
        "format", .choice(ExportFormat.allCases.map(\.rawValue)).defaulting(to: .string(ExportFormat.json.rawValue)),
        "In which form.", example: "csv")

    static let exportCount = Parameter(
        "limit", .integer(in: 1...ExportAuditEntries.pageLimit).defaulting(to: JSON(ExportAuditEntries.pageLimit)),
        "How many entries the answer holds at most.")
}
