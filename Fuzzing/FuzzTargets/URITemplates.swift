import JSON
import WorkflowDSL

/// An address with variables, and after a NUL the data for them. What it expands to is ASCII without spaces.
enum URITemplates {
    static func read(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let text = String(decoding: parts[0], as: UTF8.self)
        let rest = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "x"
        let data = (try? JSON(parsing: Array(rest.utf8))) ?? ["petId": .string(rest), "a.b": 1]
        let tasks: JSON = [["a": ["call": "http", "with": ["method": "get", "endpoint": .string(text)]]]]
        guard let workflow = try? WorkflowParser.parse(Documents.around([:], tasks: tasks), as: .json),
            case .call(.http(let call)) = workflow.do[0].task.kind, case .uri(let template) = call.endpoint.uri,
            let uri = try? template.expand(with: data)
        else { return }
        precondition(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(uri)")
    }
}
