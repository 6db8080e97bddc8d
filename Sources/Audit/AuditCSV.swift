internal import Identity
internal import TextEncodings

/// Entries as CSV (RFC 4180): comma, double quotes, CRLF.
package enum AuditCSV {
    package static let titles = line([
        "seq", "id", "at", "action", "outcome", "actorKind", "actor", "session", "targetKind", "target", "address",
        "userAgent", "requestId", "before", "after", "previousHash", "hash",
    ])

    package static func line(of chained: ChainedEntry) -> String {
        let entry = chained.entry
        return line([
            "\(chained.seq)", "\(entry.id)", "\(entry.at)", entry.action, entry.outcome.rawValue,
            entry.actor.kind.rawValue, entry.actor.id?.description ?? "", entry.actor.session?.description ?? "",
            entry.targetKind, entry.targetName ?? "", entry.origin.address ?? "", entry.origin.userAgent ?? "",
            entry.origin.requestID ?? "", entry.before ?? "", entry.after ?? "",
            Hexadecimal.encode(chained.previousHash), Hexadecimal.encode(chained.hash),
        ])
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// A spreadsheet takes what begins with one of these for a formula, which may send the other cells away.
    private static let formulaStarts: [Unicode.Scalar] = ["=", "+", "-", "@"]
    /// Some skip these at the beginning of a cell.
    private static let blanks: [Unicode.Scalar] = ["\t", "\r", "\n"]

    /// What separates cells and lines elsewhere; commas stand in quotes.
    private static let separators: [Unicode.Scalar] = [";", "\t", "\r", "\n"]

    private static func cell(_ text: String) -> String {
        let harmless = harmless(text)
        guard harmless.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return harmless }
        // By scalars: a quote with a combining mark is a quote.
        let quoted = harmless.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
        return "\"" + quoted + "\""
    }

    /// With an apostrophe before each formula: at the beginning, and after what somewhere begins a cell.
    private static func harmless(_ text: String) -> String {
        var harmless = String.UnicodeScalarView()
        var isBeginning = true
        for scalar in text.unicodeScalars {
            if isBeginning, formulaStarts.contains(scalar) || harmless.isEmpty && blanks.contains(scalar) {
                harmless.append("'")
                isBeginning = false
            }
            harmless.append(scalar)
            let isSkipped = isBeginning && (scalar == " " || scalar == "\"")
            isBeginning = separators.contains(scalar) || isSkipped
        }
        return String(harmless)
    }
}
