internal import CMariaDB

/// Whole results: rows for statements that have a result, and how many rows were found or changed.
struct StatementResult {
    var rows: [Row] = []
    var affected = 0
}

/// One statement prepared on one connection. Must go before its connection does.
final class PreparedStatement {
    let text: String
    private(set) var isUsable = true
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private var columns: Columns?

    init(_ text: String, on connection: Connection) throws(DatabaseError) {
        self.text = text
        guard let handle = mysql_stmt_init(connection.handle) else {
            throw connection.error(statement: text, phase: .preparing)
        }
        self.handle = handle
        guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else { throw error(.preparing) }
    }

    deinit {
        mysql_stmt_close(handle)
    }

    func execute(_ values: [SQLValue]) throws(DatabaseError) -> StatementResult {
        guard values.count == Int(mysql_stmt_param_count(handle)) else {
            throw DatabaseError(
                .statement, code: 0, statement: text,
                detail: "\(mysql_stmt_param_count(handle)) placeholders, \(values.count) values")
        }
        let parameters = ParameterBinding(values)
        defer { parameters.deallocate() }
        let failed = !values.isEmpty && mysql_stmt_bind_param(handle, parameters.binds) != 0
        guard !failed, mysql_stmt_execute(handle) == 0 else { throw error(.executing) }
        let fieldCount = Int(mysql_stmt_field_count(handle))
        guard fieldCount > 0 else { return StatementResult(affected: Int(mysql_stmt_affected_rows(handle))) }
        return try fetch(fieldCount)
    }

    private func fetch(_ fieldCount: Int) throws(DatabaseError) -> StatementResult {
        defer { mysql_stmt_free_result(handle) }
        guard let fields = mariadb_stmt_fetch_fields(handle) else { throw error(.executing) }
        // A table may have changed since the last execution.
        let result = ResultBinding(UnsafeBufferPointer(start: fields, count: fieldCount))
        defer { result.deallocate() }
        guard mysql_stmt_bind_result(handle, result.binds) == 0, mysql_stmt_store_result(handle) == 0 else {
            throw error(.executing)
        }
        let columns = self.columns(named: result.names)
        var rows: [Row] = []
        rows.reserveCapacity(Int(mysql_stmt_num_rows(handle)))
        while true {
            switch mysql_stmt_fetch(handle) {
            // Texts are always "truncated": they are bound without room and fetched by their true length.
            case 0, MYSQL_DATA_TRUNCATED: rows.append(Row(columns: columns, values: result.values(of: handle)))
            case MYSQL_NO_DATA: return StatementResult(rows: rows, affected: rows.count)
            default: throw error(.executing)
            }
        }
    }

    private func columns(named names: [String]) -> Columns {
        if let columns, columns.names == names { return columns }
        let columns = Columns(names: names, statement: text)
        self.columns = columns
        return columns
    }

    private func error(_ phase: DatabaseError.Phase) -> DatabaseError {
        let error = DatabaseError(
            code: mysql_stmt_errno(handle), message: String(cString: mysql_stmt_error(handle)), statement: text,
            phase: phase)
        // An error of the client library (2…) leaves the statement in an unknown state.
        if error.endsConnection || 2_000..<3_000 ~= error.code { isUsable = false }
        return error
    }
}
