/// A text with places such as `{{port}}` that are filled in.
struct Template {
    private let path: String
    private let text: String

    init(_ path: String) throws(ManifestError) {
        self.path = path
        text = try TextFile.read(path)
    }

    /// - Throws: ``ManifestError`` with the line of a place that has no value.
    func filled(_ values: [String: String]) throws(ManifestError) -> String {
        var result = ""
        var line = 1
        for (index, part) in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
            var literal = part
            if index > 0 {
                guard let end = part.firstRange(of: "}}"), let value = values[String(part[..<end.lowerBound])] else {
                    let name = part.prefix { $0 != "}" && $0 != "\n" }
                    throw ManifestError(
                        file: path, line: line,
                        "nothing fills {{\(name)}}; there are " + values.keys.sorted().joined(separator: ", "))
                }
                result += value
                literal = part[end.upperBound...]
            }
            result += literal
            line += part.count { $0 == "\n" }
        }
        return result
    }
}
