/// The languages of scripts (specification, "Script Process").
package enum ScriptLanguage: Sendable, Hashable, CaseIterable {
    case javascript, python

    /// - Parameter name: as workflows say it: `js`, `javascript` or `python`.
    /// - Throws: ``ProcessError/unknownLanguage(_:)``
    package init(named name: String) throws(ProcessError) {
        switch name.lowercased() {
        case "js", "javascript": self = .javascript
        case "python": self = .python
        default: throw .unknownLanguage(name)
        }
    }

    /// The program that runs it, and its options.
    var interpreter: [String] {
        switch self {
        case .javascript: ["/usr/bin/node"]
        // Isolated: no module is taken from the scratch folder by accident, no variable changes the interpreter.
        case .python: ["/usr/bin/python3", "-I"]
        }
    }

    /// The Debian package that has it.
    var package: String {
        switch self {
        case .javascript: "nodejs"
        case .python: "python3"
        }
    }
}
