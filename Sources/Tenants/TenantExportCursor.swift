internal import Database
internal import Identity
internal import JSON
internal import TextEncodings

/// Where an export goes on: in which table, and after which of its rows.
package struct TenantExportCursor: Sendable, Hashable {
    let table: String
    /// The order's columns of the last row that was shown; none: from the start of the table.
    let last: [SQLValue]

    init(table: String, last: [SQLValue] = []) {
        self.table = table
        self.last = last
    }

    /// For clients: opaque, and safe in URLs.
    package var text: String {
        let values = last.map { value in
            switch value {
            case .integer(let number): "i\(number)"
            case .text(let text): "s" + text
            case .time(let time): "t\(time.microseconds)"
            case .bytes(let bytes): "b" + Base64URL.encode(bytes)
            default: "n"
            }
        }
        return Base64URL.encode(JSON.array(([table] + values).map { .string($0) }).text.utf8)
    }

    /// Reads what ``text`` wrote; nil for any other text.
    package init?(_ text: String) {
        guard let bytes = Base64URL.decode(text.utf8), let parts = (try? JSON(parsing: bytes))?.array,
            let name = parts.first?.string, let table = TenantTable.all.first(where: { $0.name == name }),
            table.permission != nil
        else { return nil }
        var last: [SQLValue] = []
        for part in parts.dropFirst() {
            guard let value = part.string.flatMap(Self.value) else { return nil }
            last.append(value)
        }
        switch last.count {
        case 0, table.order.count: break
        case 1:
            // Behind all rows of a run.
            guard table.finding == .byRun, case .bytes = last[0] else { return nil }
        default: return nil
        }
        self.init(table: name, last: last)
    }

    private static func value(_ text: String) -> SQLValue? {
        let rest = String(text.dropFirst())
        return switch text.first {
        case "i": Int64(rest).map { SQLValue.integer($0) }
        case "s": .text(rest)
        case "t": Int64(rest).map { SQLValue.time(Timestamp(microseconds: $0)) }
        case "b": Base64URL.decode(rest.utf8).map { SQLValue.bytes($0) }
        default: nil
        }
    }
}
