import JSON

extension DocumentReader {
    private static let groups = [
        "authentications", "catalogs", "errors", "extensions", "functions", "retries", "secrets", "timeouts",
    ]

    /// `use`: what tasks refer to by name. What holds tasks comes last, as these refer to the rest.
    func readReusables(_ node: DocumentNode) {
        guard let members = members(of: node, taking: Self.groups) else { return }
        use.secrets = secrets(members["secrets"])
        use.authentications = group(members["authentications"], read: authenticationPolicy)
        use.catalogs = group(members["catalogs"], read: catalog)
        use.errors = group(members["errors"], read: errorDefinition)
        use.retries = group(members["retries"], read: retryDefinition)
        use.timeouts = group(members["timeouts"], read: timeoutDefinition)
        use.functions = group(members["functions"], read: function)
        if let node = members["extensions"] { use.extensions = extensions(node) }
    }

    /// What the document defines under `use`, right or wrong.
    func reusables(_ group: String) -> JSONObject {
        document.value["use"]?[group]?.object ?? [:]
    }

    private func group<T>(_ node: DocumentNode?, read: (DocumentNode) -> T?) -> [String: T] {
        var group: [String: T] = [:]
        for (name, value) in node.flatMap({ anyMembers(of: $0) })?.all ?? [] { group[name] = read(value) }
        return group
    }

    private func secrets(_ node: DocumentNode?) -> [String] {
        guard let node else { return [] }
        guard let elements = node.value.array else {
            report(node, "`secrets` must be a list of names such as `[token]`, not \(node.value.kindForMessage)")
            return []
        }
        var names: [String] = []
        for (index, element) in elements.enumerated() {
            let entry = node.child(index, element)
            guard let name = string(entry) else { continue }
            if name.isEmpty { report(entry, "a secret's name has at least one character") }
            if names.contains(name) { report(entry, "the secret \(name.quoted) stands twice; remove one") }
            names.append(name)
        }
        return names
    }

    private func catalog(_ node: DocumentNode) -> Catalog? {
        members(of: node, taking: ["endpoint"], example: "{endpoint: https://…}")
            .flatMap { required("endpoint", in: $0, writing: "endpoint: https://example.com/catalog") }
            .flatMap { endpoint($0) }.map { Catalog(endpoint: $0) }
    }

    private func function(_ node: DocumentNode) -> NamedTask? {
        let name = node.pointer.tokens.last ?? ""
        if Self.calls.contains(name) {
            report(node, "\(name.quoted) is a kind of call already; give the function another name")
        }
        return task(node, in: []).map { NamedTask(name: name, pointer: node.pointer, task: $0) }
    }

    private func extensions(_ node: DocumentNode) -> [TaskExtension] {
        let entries = entries(of: node, example: "- log: {extend: all, before: [{…}]}") ?? []
        return entries.compactMap { name, node in
            let known = ["extend", "when", "before", "after"]
            guard let members = members(of: node, taking: known, example: "{extend: all, before: [{…}]}") else {
                return nil
            }
            let extended = required("extend", in: members, writing: "extend: all")
                .flatMap { word(TaskExtension.Target.self, $0) }
            let when = expression(members["when"])
            let before = members["before"].flatMap { taskList($0) }
            let after = members["after"].flatMap { taskList($0) }
            return extended.map {
                TaskExtension(name: name, extend: $0, when: when, before: before ?? [], after: after ?? [])
            }
        }
    }
}
