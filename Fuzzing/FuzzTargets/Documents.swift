import JSON
import WorkflowDSL

/// A document, in YAML or JSON. One that is taken is taken in its JSON form as well, and what is refused says why.
enum Documents {
    static func read(_ bytes: [UInt8]) {
        for format in [WorkflowParser.Format.yaml, .json] {
            do throws(WorkflowDocumentError) {
                let workflow = try WorkflowParser.parse(bytes, as: format, for: .resolving)
                precondition(workflow.expressions.places.count == workflow.expressions.expressions.count)
                _ = try WorkflowParser.parse(workflow.definition.bytes, as: .json, for: .resolving)
            } catch {
                precondition(!error.errors.isEmpty && error.errors.allSatisfy { !$0.message.isEmpty })
            }
        }
    }

    /// A document around values that are being tried.
    static func around(_ members: JSONObject, tasks: JSON) -> [UInt8] {
        var document = members
        document["document"] = ["dsl": "1.0.3", "namespace": "a", "name": "b", "version": "1.0.0"]
        document["do"] = tasks
        return JSON.object(document).bytes
    }
}
