import JSON
import Spelling

extension DocumentReader {
    /// `input`: what its `from` makes of the raw input.
    func input(_ node: DocumentNode?) -> InputDefinition? {
        guard let node, let members = members(of: node, taking: ["schema", "from"], example: "{from: .order}") else {
            return nil
        }
        return InputDefinition(schema: schema(members["schema"]), from: shape(members["from"]))
    }

    func output(_ node: DocumentNode?) -> OutputDefinition? {
        guard let node, let members = members(of: node, taking: ["schema", "as"], example: "{as: .id}") else {
            return nil
        }
        return OutputDefinition(schema: schema(members["schema"]), as: shape(members["as"]))
    }

    func export(_ node: DocumentNode?) -> ExportDefinition? {
        guard let node, let members = members(of: node, taking: ["schema", "as"], example: "{as: '$context + .'}")
        else { return nil }
        return ExportDefinition(schema: schema(members["schema"]), as: shape(members["as"]))
    }

    /// What a value must be: a schema in the document or somewhere else.
    private func schema(_ node: DocumentNode?) -> SchemaDefinition? {
        guard let node,
            let members = members(
                of: node, taking: ["format", "document", "resource"], example: "{document: {type: object}}")
        else { return nil }
        let format = members["format"] == nil ? "json" : string(members["format"])
        if let format, let node = members["format"] {
            if !format.isSchemaFormat {
                report(node, "`format` must be the name of one, such as `json`, with or without `:` and a version")
            } else if purpose == .resolving, !SchemaDefinition.isJSONSchema(format) {
                // Where it is deployed only: the runs of versions that are there go on.
                report(node, "schemas of the format \(format.quoted) are not supported yet; write `json`")
            }
        }
        let content = choice(
            of: ["document", "resource"], in: members, writing: "document: {type: object}")
        guard let content, let format else { return nil }
        if content.name == "resource" {
            return resource(content.node).map { schema($0, format, node) }
        }
        if SchemaDefinition.isJSONSchema(format), !content.node.value.isSchema {
            report(
                content.node,
                "`document` must be a JSON Schema such as `{type: object}`, not \(content.node.value.kindForMessage)")
        }
        return SchemaDefinition(format: format, pointer: node.pointer, content: .inline(content.node.value))
    }

    /// A schema that stands somewhere else.
    private func schema(_ resource: ExternalResource, _ format: String, _ node: DocumentNode) -> SchemaDefinition {
        guard purpose != .reading, let value = externalValue(of: resource, at: node) else {
            return SchemaDefinition(format: format, pointer: node.pointer, content: .external(resource))
        }
        if SchemaDefinition.isJSONSchema(format), !value.isSchema {
            report(node, "the resource must be a JSON Schema such as `{type: object}`, not \(value.kindForMessage)")
        }
        return SchemaDefinition(format: format, pointer: node.pointer, content: .inline(value))
    }

    /// `then`, of a task in a list with these names.
    func directive(_ node: DocumentNode?, in list: Set<String>) -> FlowDirective? {
        guard let node, let word = string(node) else { return nil }
        switch word {
        case "continue": return .continue
        case "exit": return .exit
        case "end": return .end
        default: break
        }
        if list.contains(word) { return .task(word) }
        let hint = NearestName.hint(for: word, among: list.sorted() + ["continue", "exit", "end"])
        report(
            node,
            "no task of the same list is named \(word.quoted); "
                + (hint ?? "write one of their names, or `continue`, `exit` or `end`"))
        return nil
    }
}

extension JSON {
    /// What a JSON Schema can be.
    fileprivate var isSchema: Bool { object != nil || bool != nil }
}

extension String {
    /// `name` or `name:version`.
    fileprivate var isSchemaFormat: Bool {
        let parts = split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0.isUnreserved || $0 == UInt8(ascii: "+") } }
    }
}
