import JSON

extension DocumentReader {
    /// The whole document; nil where something is wrong that leaves nothing to build.
    func workflow() -> Workflow? {
        let known = ["document", "input", "use", "do", "timeout", "output", "schedule", "evaluate"]
        guard let members = members(of: document, taking: known, example: "document: {dsl: 1.0.3, …}") else {
            return nil
        }
        let header = required("document", in: members, writing: "document: {dsl: 1.0.3, namespace: …, …}")
            .flatMap(header)
        let evaluation = members["evaluate"].flatMap(evaluation)
        isLoose = evaluation?.mode == .loose
        let input = input(members["input"])
        if let node = members["use"] { readReusables(node) }
        let tasks = required("do", in: members, writing: "do: [{greet: {set: {hello: world}}}]").flatMap {
            taskList($0)
        }
        let (timeout, output) = (timeout(members["timeout"]), output(members["output"]))
        let schedule = members["schedule"].flatMap(schedule)
        guard let header, let tasks else { return nil }
        return Workflow(
            document: header, evaluation: evaluation ?? Evaluation(), input: input,
            use: use, do: tasks, timeout: timeout, output: output, schedule: schedule, definition: document.value,
            expressions: table, externalFunctions: external.functions, unresolved: external.unresolved)
    }

    private func header(_ node: DocumentNode) -> DocumentHeader? {
        let known = ["dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"]
        guard let members = members(of: node, taking: known, example: "{dsl: 1.0.3, namespace: …, …}") else {
            return nil
        }
        let (tags, metadata) = (object(members["tags"]), object(members["metadata"]))
        let dsl = required("dsl", in: members, writing: "dsl: '1.0.3'").flatMap(language)
        let namespace = required("namespace", in: members, writing: "namespace: default").flatMap(identifier)
        let name = required("name", in: members, writing: "name: my-workflow").flatMap(identifier)
        let version = required("version", in: members, writing: "version: '0.1.0'").flatMap(version)
        let (title, summary) = (string(members["title"]), string(members["summary"]))
        guard let dsl, let namespace, let name, let version else { return nil }
        return DocumentHeader(
            dsl: dsl, namespace: namespace, name: name, version: version, title: title, summary: summary, tags: tags,
            metadata: metadata)
    }

    /// An object of whatever its author likes.
    func object(_ node: DocumentNode?) -> JSONObject {
        node.flatMap { anyMembers(of: $0)?.node.value.object } ?? [:]
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

    private func identifier(_ node: DocumentNode) -> String? {
        guard let text = string(node) else { return nil }
        guard text.isLabel else {
            report(node, "\(node.label) must have 1 to 63 letters, digits and `-`, with no `-` at its ends")
            return nil
        }
        return text
    }

    private func evaluation(_ node: DocumentNode) -> Evaluation? {
        guard let members = members(of: node, taking: ["language", "mode"], example: "{mode: strict}") else {
            return nil
        }
        let (language, mode) = (string(members["language"]), word(Evaluation.Mode.self, members["mode"]))
        if let node = members["language"], language?.isEmpty == true { report(node, "write `language: jq`") }
        return Evaluation(language: language ?? "jq", mode: mode ?? .strict)
    }
}

extension String {
    /// A DNS label (RFC 1123, section 2.1), in either case.
    var isLabel: Bool {
        (1...63).contains(utf8.count) && utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            && first != "-" && last != "-"
    }
}
