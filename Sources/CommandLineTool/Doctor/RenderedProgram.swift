import Manifest

/// A program of the installation with the variables that it is started with, as its slot's script has them.
struct RenderedProgram {
    let name: String
    let variables: [String: String]

    /// - Parameter script: `functions/NAME/1/run` or `daemons/NAME/1/run`.
    init(_ name: String, script: String) throws {
        self.name = name
        var variables: [String: String] = [:]
        let text = String(decoding: try LocalFile.read(script), as: UTF8.self)
        for line in text.split(separator: "\n") {
            // `    NAME='value' \`, as the rendering writes it
            let words = line.drop { $0 == " " }
            guard let equals = words.firstIndex(of: "="), words.hasSuffix("' \\") else { continue }
            let value = words[words.index(after: equals)...].dropFirst().dropLast(3)
            variables[String(words[..<equals])] = Self.unquoted(value)
        }
        self.variables = variables
    }

    /// Undoes `'\''` for a quote.
    private static func unquoted(_ text: Substring) -> String {
        var value = ""
        var rest = text
        while let quote = rest.firstIndex(of: "'") {
            value += rest[..<quote]
            rest = rest[quote...]
            guard rest.hasPrefix("'\\''") else { break }
            value += "'"
            rest = rest.dropFirst(4)
        }
        return value + rest
    }
}
