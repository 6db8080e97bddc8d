internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/audit/export?format=csv|json&actor=&action=&target=&from=&to=&order=&limit=&cursor=`: the same entries to be
/// kept elsewhere, the oldest first, in larger pages.
///
/// - 200: JSON as the list has it; or CSV (RFC 4180) with a line of titles, and a header `Link` to the next page.
/// - 400 `invalid_parameter`: a format, filter, limit or cursor that is none.
struct ExportAuditEntries: Endpoint {
    /// The most entries of a page, and how many it has where the request does not say.
    static let pageLimit = 500

    static let route = Route.get(
        "/api/v1/audit/export", requires: Permission(.read, .audit),
        query: [.format] + .auditFilter + [.order, .exportCount, .seq])

    static let operation = Operation(
        "Export audit entries", tag: "Audit",
        """
        The entries of the log to be kept elsewhere, the oldest first. Of CSV the header `Link` names the next page \
        (`rel="next"`). A cell that a spreadsheet would take for a formula has an apostrophe before it.
        """,
        answers: [
            .page(
                of: ChainedEntry.schema, "Entries; large ones make a page shorter than its limit.",
                cursor: "exportAuditEntries", example: ChainedEntry.example
            ).or("text/csv", .string("A line of titles, and one for each entry."))
        ])

    let log: AuditLogStore

    func handle(_ request: Request) throws -> Response {
        let format = try request.choice("format", of: ExportFormat.self) ?? .json
        let limit = try request.exportLimit()
        let (entries, hasMore) = try log.list(
            request.auditFilter(), order: request.auditOrder(else: .oldest), limit: limit, after: request.seq(),
            in: request.caller.tenant)
        switch format {
        case .json: return .json(entries.page(hasMore: hasMore))
        case .csv: return csv(entries, next: hasMore ? entries.last.map { request.exportQuery(after: $0.seq) } : nil)
        }
    }

    private func csv(_ entries: [ChainedEntry], next: String?) -> Response {
        let text = AuditCSV.titles + entries.map { AuditCSV.line(of: $0) }.joined()
        var headers = [
            ("Content-Type", "text/csv; charset=utf-8"),
            ("Content-Disposition", "attachment; filename=\"audit.csv\""),
        ]
        if let next { headers.append(("Link", "<\(next)>; rel=\"next\"")) }
        return Response(status: 200, headers: headers, body: Array(text.utf8))
    }
}
