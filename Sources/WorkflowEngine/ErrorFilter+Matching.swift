import JSON
import WorkflowDSL

extension ErrorFilter {
    /// Whether every stated member is equal; the ways in which standard types are spelled count as one.
    func matches(_ error: WorkflowError) -> Bool {
        let known = error.json
        return with.allSatisfy { name, wanted in
            switch name {
            case "type": StandardError.normalized(wanted.string) == StandardError.normalized(error.type)
            case "details": known["detail"] == wanted
            default: known[name] == wanted
            }
        }
    }
}

extension StandardError {
    private static let hosts = ["serverlessworkflow.io", "serverlessworkflow.io.io", "open-workflow-specification.org"]

    /// The documented URI for each of the spellings in use: the specification's text, its conformance kit and its
    /// later home do not agree.
    static func normalized(_ type: String?) -> String? {
        guard let type, let standard = StandardError(rawValue: String(type.split(separator: "/").last ?? "")),
            let host = hosts.first(where: { type.hasPrefix("https://\($0)/") })
        else { return type }
        let path = type.dropFirst("https://\(host)/".count)
        let isKnown = path.hasPrefix("dsl/errors/types/") || (path.hasPrefix("spec/") && path.contains("/errors/"))
        return isKnown ? standard.type : type
    }
}
