/// A name that people chose, as mail shows it: so much of it only that nobody takes it for words of ours.
struct ShownName: CustomStringConvertible {
    /// In characters.
    private static let lengthLimit = 40

    let description: String

    init(_ name: String) {
        let printable = name.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 && $0 != "\"" }
        description = String(String(String.UnicodeScalarView(printable)).prefix(Self.lengthLimit))
    }
}
