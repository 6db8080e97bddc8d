/// A program as text, in a language that the worker's host can run.
package struct Script: Sendable {
    package var language: ScriptLanguage
    package var code: String
    package var arguments: [String]

    package init(_ language: ScriptLanguage, code: String, arguments: [String] = []) {
        self.language = language
        self.code = code
        self.arguments = arguments
    }

    /// Its name where it runs. By the ending Node.js tells modules from what uses `require`.
    var file: String {
        switch language {
        case .python: "script.py"
        case .javascript: isCommonJS ? "script.cjs" : "script.mjs"
        }
    }

    /// Modules are JavaScript's own way and that of the specification's examples; `require` without any `import` asks for
    /// the older one.
    private var isCommonJS: Bool {
        guard code.contains("require(") || code.contains("module.exports") else { return false }
        return !code.split(separator: "\n").contains { line in
            let text = line.drop { $0 == " " || $0 == "\t" }
            return text.hasPrefix("import ") || text.hasPrefix("import{") || text.hasPrefix("export ")
        }
    }
}
