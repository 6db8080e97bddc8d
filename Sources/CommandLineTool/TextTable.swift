/// Rows under titles, each column as wide as its widest cell.
struct TextTable {
    let lines: [String]

    init(_ titles: [String], rows: [[String]]) {
        let rows = [titles] + rows.map { $0.map(\.printable) }
        let widths = titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        lines = rows.map { row in
            let cells = zip(row, widths).map { $0.column($1) }.joined(separator: "  ")
            return String(cells.reversed().drop { $0 == " " }.reversed())
        }
    }
}
