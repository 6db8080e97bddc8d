import JSON

extension DocumentReader {
    /// `run.workflow`
    func subworkflow(_ node: DocumentNode) -> Subworkflow? {
        let known = ["namespace", "name", "version", "input"]
        let example = "{namespace: default, name: …, version: latest}"
        guard let members = members(of: node, taking: known, example: example) else { return nil }
        let namespace = required("namespace", in: members, writing: "namespace: default").flatMap(label)
        let name = required("name", in: members, writing: "name: other-workflow").flatMap(label)
        let version = required("version", in: members, writing: "version: latest").flatMap(versionOrLatest)
        let input = values(members["input"], example: "{id: '${ .id }'}")
        guard let namespace, let name, let version else { return nil }
        return Subworkflow(namespace: namespace, name: name, version: version, input: input)
    }

    private func label(_ node: DocumentNode) -> Template? {
        guard let template = text(node) else { return nil }
        if case .literal(.string(let text)) = template, !text.isLabel {
            report(node, "\(node.label) must have 1 to 63 letters, digits and `-`, with no `-` at its ends")
        }
        return template
    }

    private func versionOrLatest(_ node: DocumentNode) -> Template? {
        guard let template = text(node) else { return nil }
        if case .literal(.string(let text)) = template, text != "latest", !SemanticVersionText.isValid(text) {
            report(node, "`version` must be a semantic version such as `1.0.3`, or `latest`")
        }
        return template
    }
}
