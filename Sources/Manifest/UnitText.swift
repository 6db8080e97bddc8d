/// The text of one of systemd's units.
struct UnitText {
    private(set) var text: String

    /// - Parameter origin: what it is rendered from, for people.
    init(_ origin: String) {
        text = "# Rendered by `intelligentic render systemd` from \(origin); changes here are lost.\n"
    }

    func section(_ name: String, _ settings: [(name: String, value: String)]) -> UnitText {
        var unit = self
        unit.text += "\n[\(name)]\n" + settings.map { "\($0.name)=\($0.value)\n" }.joined()
        return unit
    }

    /// A path as all settings can say it.
    static func path(_ path: String) throws(ManifestError) -> String {
        guard path.hasPrefix("/"), !path.contains(where: { $0.isWhitespace || "\"'\\:$%".contains($0) }) else {
            throw ManifestError(
                file: path, "systemd needs a path from the root, without spaces, quotes, backslashes, colons, $ or %")
        }
        return path
    }

    /// A word in double quotes, with `%` as itself.
    static func quoted(_ text: String) throws(ManifestError) -> String {
        guard !text.contains(where: { $0.isNewline }) else { throw ManifestError(file: text, "has a line break") }
        return "\""
            + text.map { character in
                switch character {
                case "\"", "\\": "\\\(character)"
                case "%": "%%"
                default: String(character)
                }
            }.joined() + "\""
    }
}
