import JSON

extension DocumentReader {
    /// The whole document; nil where something is wrong that leaves nothing to build.
    func workflow() -> Workflow? {
        guard
            let members = members(
                of: document, taking: ["document", "input", "use", "do", "output", "evaluate"],
                unsupported: Unsupported.inDocument, example: "document: {dsl: 1.0.3, …}")
        else { return nil }
        let header = required("document", in: members, writing: "document: {dsl: 1.0.3, namespace: …, …}")
            .flatMap(header)
        let input = members["input"].flatMap { self.input($0) }
        if let use = members["use"] { readReusables(use) }
        let tasks = required("do", in: members, writing: "do: [{greet: {set: {hello: world}}}]").flatMap {
            taskList($0)
        }
        let output = members["output"].flatMap { self.output($0) }
        if let evaluate = members["evaluate"] { checkEvaluation(evaluate) }
        guard let header, let tasks else { return nil }
        return Workflow(
            document: header, input: members["input"] == nil ? nil : InputDefinition(from: input), do: tasks,
            output: members["output"] == nil ? nil : OutputDefinition(as: output), errors: errors, retries: retries,
            definition: document.value, expressions: table)
    }

    private func header(_ node: DocumentNode) -> DocumentHeader? {
        let known = ["dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"]
        guard let members = members(of: node, taking: known, example: "{dsl: 1.0.3, namespace: …, …}") else {
            return nil
        }
        for name in ["tags", "metadata"] { _ = members[name].flatMap { anyMembers(of: $0) } }
        let dsl = required("dsl", in: members, writing: "dsl: '1.0.3'").flatMap(language)
        let namespace = required("namespace", in: members, writing: "namespace: default").flatMap(identifier)
        let name = required("name", in: members, writing: "name: my-workflow").flatMap(identifier)
        let version = required("version", in: members, writing: "version: '0.1.0'").flatMap(version)
        let (title, summary) = (string(members["title"]), string(members["summary"]))
        guard let dsl, let namespace, let name, let version else { return nil }
        return DocumentHeader(
            dsl: dsl, namespace: namespace, name: name, version: version, title: title, summary: summary)
    }

    private func language(_ node: DocumentNode) -> String? {
        guard let version = version(node) else { return nil }
        guard version.hasPrefix("1.0.") else {
            report(node, "version \(version.quoted) of the DSL is not supported; write `1.0.3`")
            return nil
        }
        return version
    }

    private func version(_ node: DocumentNode) -> String? {
        guard let text = string(node) else { return nil }
        guard SemanticVersionText.isValid(text), text.utf8.count <= SemanticVersionText.limit else {
            report(node, "\(node.label) must be a semantic version such as `1.0.3`, of at most 128 characters")
            return nil
        }
        return text
    }

    /// A DNS label, in either case.
    private func identifier(_ node: DocumentNode) -> String? {
        guard let text = string(node) else { return nil }
        let isLabel =
            (1...63).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            && text.first != "-" && text.last != "-"
        guard isLabel else {
            report(node, "\(node.label) must have 1 to 63 letters, digits and `-`, with no `-` at its ends")
            return nil
        }
        return text
    }

    private func checkEvaluation(_ node: DocumentNode) {
        guard let members = members(of: node, taking: ["language", "mode"], example: "{mode: strict}") else { return }
        if let language = members["language"], string(language) != nil, language.value != "jq" {
            report(language, "expressions are jq; write `language: jq`")
        }
        if let mode = members["mode"], string(mode) != nil, mode.value != "strict" {
            let reason = mode.value == "loose" ? "mode `loose` is not supported yet" : "there is no such mode"
            report(mode, "\(reason); write `mode: strict` and put expressions into `${ }`")
        }
    }
}
