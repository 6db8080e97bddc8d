/// Names that people choose for what is theirs, and read in lists, mails and terminals.
package enum ChosenName {
    /// Whether it has 1 to `limit` Unicode code points, as columns count, and no control characters: those change what a terminal
    /// shows beside it.
    package static func isValid(_ name: String, upTo limit: Int) -> Bool {
        (1...limit).contains(name.unicodeScalars.count)
            && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// What a name should have been, for its field's error.
    package static func expectation(upTo limit: Int) -> String {
        "expected 1 to \(limit) characters, no control characters"
    }
}
