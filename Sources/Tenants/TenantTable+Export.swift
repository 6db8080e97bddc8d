internal import Database
internal import Identity
internal import JSON
internal import TextEncodings

extension TenantTable {
    /// The columns by which an export goes through the rows of a tenant.
    var order: [String] { name == "usage_records" ? ["created_at"] + key : key }

    /// What is told of rows beyond their columns.
    var others: [SQL] { finding == .asMembers ? ["users.email AS email"] : [] }

    func column(_ column: String) -> SQL { SQL(trusted: "\(name).\(column)") }

    /// `FROM … LIMIT …`: the next rows of a tenant.
    ///
    /// - Parameter runs: those whose rows are looked for; nil: a table whose rows are not found by their runs.
    func selection(of tenant: TenantID, in runs: [SQLValue]?, after last: [SQLValue], limit: Int) -> SQL {
        let order = self.order.map { column($0) }
        var condition: SQL = ""
        if let first = last.first, let column = order.first {
            // The first part leads to the place in the index, the second tells the rows apart there.
            condition = " AND \(sql: column) >= \(first) AND (\(sql: Self.isAfter(order[...], last[...])))"
        }
        // A tenant has one row of some tables.
        let sorting: SQL = order.isEmpty ? "" : " ORDER BY " + order.joined(separator: ", ")
        return source(of: tenant, in: runs) + condition + sorting + " LIMIT \(limit)"
    }

    private func source(of tenant: TenantID, in runs: [SQLValue]?) -> SQL {
        let table = SQL(trusted: name)
        if let runs {
            // The key leads to them in their order: nothing is sorted, and no row is read that is not on the page.
            return """
                FROM \(sql: table) FORCE INDEX (PRIMARY)
                WHERE \(sql: column("tenant_id")) = \(tenant) AND \(sql: column("run_id")) IN \(list: runs)
                """
        }
        return switch finding {
        case .asMembers:
            """
            FROM \(sql: table) JOIN users ON users.id = \(sql: column("user_id"))
            WHERE \(sql: column("tenant_id")) = \(tenant)
            """
        default: "FROM \(sql: table) WHERE \(sql: column("tenant_id")) = \(tenant)"
        }
    }

    private static func isAfter(_ order: ArraySlice<SQL>, _ last: ArraySlice<SQLValue>) -> SQL {
        guard let column = order.first, let value = last.first else { return "FALSE" }
        let rest = isAfter(order.dropFirst(), last.dropFirst())
        return "\(sql: column) > \(value) OR (\(sql: column) = \(value) AND (\(sql: rest)))"
    }

    /// Where a row stands in ``order``.
    func place(of row: Row) throws(DatabaseError) -> [SQLValue] {
        var values: [SQLValue] = []
        for column in order { values.append(try row.get(column)) }
        return values
    }

    /// A row as an export shows it.
    ///
    /// - Parameter show: what is shown of a payload that nothing was masked in; nil: no payloads are.
    func item(_ row: Row, showing show: ((RawPayload) throws -> JSON)?) throws -> JSON {
        var members: JSONObject = [:]
        for name in row.columnNames {
            guard payloads.contains(name) else {
                members[name] = json(try row.get(name), name)
                continue
            }
            let value: JSON = show == nil ? .null : json(try row.get(name), name)
            if let show, raw.contains(name), value != .null {
                members[name] = try show(finding == .asRuns ? .input(value) : .journalled(value))
            } else {
                members[name] = value
            }
        }
        return ["table": .string(name), "row": .object(members)]
    }

    private func json(_ value: SQLValue, _ column: String) -> JSON {
        switch value {
        case .null: .null
        case .integer(let number): (try? JSON(parsing: "\(number)")) ?? .string("\(number)")
        case .unsigned(let number): (try? JSON(parsing: "\(number)")) ?? .string("\(number)")
        case .double(let number): (try? JSON(parsing: "\(number)")) ?? .string("\(number)")
        case .decimal(let digits): .string(digits)
        case .time(let time): .string(time.description)
        case .text(let text):
            json.contains(column) ? (try? JSON(parsing: text)) ?? .string(text) : .string(text)
        case .bytes(let bytes):
            .string(UserID(bytes: bytes)?.description ?? Base64URL.encode(bytes))
        }
    }
}
