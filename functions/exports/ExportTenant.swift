internal import Audit
internal import Concealment
internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants
internal import Workflows

/// `GET /api/v1/tenant/export?limit=&cursor=`: all that the caller's tenant has, row by row. No secret's value, no hash of a
/// password or token. The first item says what the caller does not get.
///
/// - 200: `{items: [{table, row}], nextCursor}`.
/// - 400 `invalid_parameter`: a limit or cursor that is none.
/// - 401 `step_up_required`: of each page. An export that takes longer goes on at its cursor, with another proof.
struct ExportTenant: Endpoint {
    static let route = Route.get(
        "/api/v1/tenant/export", requires: Permission(.update, .tenant), query: [.exportRows, .exportCursor]
    ).alsoWhile(.deleting).withProof()

    static let operation = Operation(
        "Export the tenant", tag: "Tenant",
        """
        All that the tenant has, row by row, in the order of its tables: no values of secrets, and nothing that proves who \
        somebody is. Tables that the caller may not read in all of the tenant are left out, and payloads are null without \
        `payloads:read`; the first item says so. Where a workflow marks fields secret, `***` stands for them, and for the journals \
        and inboxes of its runs. What changes meanwhile is in it or not.
        """,
        answers: [
            .page(
                of: .object([
                    "table": .string("`export` for the first item, else the name of a table."),
                    "row": .anyObject("Its columns; ids, times and JSON as elsewhere in the API."),
                ]), "Rows; large ones make a page shorter than its limit.", cursor: "exportTenant",
                example: [
                    "table": "agents",
                    "row": [
                        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": "judge",
                        "created_at": "2026-11-24T02:07:52.000000Z",
                    ],
                ])
        ])

    let export: TenantExport
    let marked: MarkedFieldsCache

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        let cursor = try request.exportCursor()
        var page = try export.page(
            of: caller.tenant, limit: try request.exportLimit(), after: cursor, permitting: caller.grants
        ) { payload, version in
            let fields = try WorkflowVersionID(bytes: version).map { try marked.fields(of: $0, in: caller.tenant) }
            return switch payload {
            case .input(let input): fields?.shown(input) ?? MarkedFields.mark
            case .journalled(let value): fields?.any ?? true ? MarkedFields.mark : value
            }
        }
        if cursor == nil {
            let leftOut = TenantExport.leftOut(for: caller.grants)
            let head: JSON = [
                "tenant_id": .string(caller.tenant.description), "exported_at": .string(Timestamp.now.description),
                "left_out": .array(leftOut.tables.map { .string($0) }), "payloads_hidden": .bool(leftOut.payloads),
            ]
            page.items.insert(["table": "export", "row": head], at: 0)
            try request.transaction {
                try request.record(.exportTenant, AuditTarget(.tenant, "\(caller.tenant)"))
            }
        }
        return .json(["items": .array(page.items), "nextCursor": JSON(page.next?.text)])
    }
}

extension Parameter {
    fileprivate static let exportRows = Parameter(
        "limit", .integer(in: 1...TenantExport.rowLimit).defaulting(to: JSON(TenantExport.rowLimit)),
        "How many rows the answer holds at most.", example: 100)
    fileprivate static let exportCursor = Parameter(
        "cursor", .string(), "The `nextCursor` of the answer before; without it the export starts.")
}

extension Request {
    fileprivate func exportLimit() throws(Problem) -> Int {
        guard let text = query("limit") else { return TenantExport.rowLimit }
        guard let number = Int(text), (1...TenantExport.rowLimit).contains(number), text == "\(number)" else {
            throw Problem(
                400, "invalid_parameter", "limit: expected a number from 1 to \(TenantExport.rowLimit).")
        }
        return number
    }

    fileprivate func exportCursor() throws(Problem) -> TenantExportCursor? {
        guard let text = query("cursor") else { return nil }
        guard let cursor = TenantExportCursor(text) else {
            throw Problem(400, "invalid_parameter", "cursor: expected the nextCursor of the answer before.")
        }
        return cursor
    }
}
