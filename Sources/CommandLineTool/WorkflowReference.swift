import ArgumentParser
import JSON

/// A workflow as commands name it: `NAMESPACE/NAME`.
struct WorkflowReference: ExpressibleByArgument {
    let namespace: String
    let name: String

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        namespace = String(parts[0])
        name = String(parts[1])
    }

    /// Of an answer that speaks of a workflow.
    init(_ answer: JSON?) {
        namespace = answer?["namespace"]?.string ?? ""
        name = answer?["name"]?.string ?? ""
    }

    var text: String { "\(namespace)/\(name)" }

    /// Where it stands in the API.
    var path: String {
        "/api/v1/workflows/\(QueryText.escaped(namespace))/\(QueryText.escaped(name))"
    }
}
