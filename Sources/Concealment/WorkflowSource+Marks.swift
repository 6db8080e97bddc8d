internal import JSON
package import WorkflowDSL
package import Workflows

extension WorkflowSource {
    /// Whether a version may mark fields secret, at whatever place.
    ///
    /// - Parameters:
    ///   - workflow: what its document says.
    ///   - resources: what it uses and does not hold.
    package func mayMark(in workflow: Workflow, with resources: [WorkflowResource]) -> Bool {
        mayMark(with: resources) && (workflow.definition.marks || resources.contains(where: \.text.mayMark))
    }

    /// The same of a document that was not parsed: the words stand in it, or something that could hide them.
    func mayMark(with resources: [WorkflowResource]) -> Bool {
        text.mayMark || resources.contains(where: \.text.mayMark)
    }
}

extension String {
    /// Whether a mark may stand in the text of a document: its words do, or escapes that could hide them.
    fileprivate var mayMark: Bool { contains("writeOnly") || contains("password") || contains("\\") }
}

extension JSON {
    /// Whether something in a document looks like a mark.
    fileprivate var marks: Bool {
        switch self {
        case .null, .bool, .number, .string: false
        case .array(let elements): elements.contains(where: \.marks)
        case .object(let members):
            members["writeOnly"] == true || members["format"] == "password" || members.values.contains(where: \.marks)
        }
    }
}
