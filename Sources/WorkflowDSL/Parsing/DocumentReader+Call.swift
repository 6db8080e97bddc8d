import JSON

extension DocumentReader {
    func call(_ node: DocumentNode, _ members: DocumentMembers) -> Call? {
        guard let name = string(node) else { return nil }
        switch name {
        case "http":
            return arguments(members, writing: "with: {method: get, endpoint: https://…}").flatMap(httpCall)
        case "agent":
            return arguments(members, writing: "with: {agent: my-agent}").flatMap(agentCall)
        default:
            let what =
                Unsupported.calls.contains(name) ? "\(name.quoted) calls are" : "functions such as \(name.quoted) are"
            let hint = NearestName.hint(for: name, among: ["http", "agent"]) ?? "call `http` or `agent`"
            report(node, "\(what) not supported yet; \(hint)")
            return nil
        }
    }

    private func arguments(_ members: DocumentMembers, writing example: String) -> DocumentNode? {
        required("with", in: members, writing: example)
    }

    private func httpCall(_ node: DocumentNode) -> Call? {
        let known = ["method", "endpoint", "headers", "query", "body", "output", "redirect"]
        guard let members = members(of: node, taking: known, example: "{method: get, endpoint: https://…}") else {
            return nil
        }
        let method = required("method", in: members, writing: "method: get").flatMap(method)
        let endpoint = required("endpoint", in: members, writing: "endpoint: https://…").flatMap(endpoint)
        let headers = pairs(members["headers"], check: headerObjection)
        let query = pairs(members["query"]) { _, _ in nil }
        let body = template(members["body"])
        let output = word(OutputFormat.self, members["output"])
        let redirect = bool(members["redirect"])
        guard let method, let endpoint else { return nil }
        return .http(
            HTTPCall(
                method: method, endpoint: endpoint, headers: headers, query: query, body: body,
                output: output ?? .content, redirect: redirect ?? false))
    }

    private func method(_ node: DocumentNode) -> Template? {
        guard let method = text(node) else { return nil }
        if case .literal(let value) = method, value.string?.isToken != true {
            report(node, "`method` must be a word such as `get` or `post`")
            return nil
        }
        return method
    }

    /// `headers` and `query`: an object of scalars, or an expression that gives one.
    private func pairs(_ node: DocumentNode?, check: (String, JSON) -> String?) -> Template? {
        guard let node else { return nil }
        if case .string = node.value, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        guard let members = anyMembers(of: node, example: "{accept: application/json}") else { return nil }
        for (name, member) in members.all {
            if !member.value.isScalar {
                report(member, "\(name.quoted) must be a string, not \(member.value.kindForMessage)")
            } else if let objection = check(name, member.value) {
                report(member, objection)
            }
        }
        return template(node)
    }

    private func headerObjection(_ name: String, _ value: JSON) -> String? {
        if !name.isToken { return "\(name.quoted) is no name for a header; write letters, digits and `-`" }
        let isClean = value.string?.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } ?? true
        // The line breaks of an expression are jq's.
        return isClean || value.string?.contains("${") == true ? nil : "a header cannot hold line breaks; remove them"
    }

    private func agentCall(_ node: DocumentNode) -> Call? {
        guard let members = members(of: node, taking: ["agent", "version", "input"], example: "{agent: my-agent}")
        else {
            return nil
        }
        let agent = required("agent", in: members, writing: "agent: my-agent").flatMap { text($0) }
        if case .literal("") = agent, let node = members["agent"] {
            report(node, "`agent` must be the name of an agent")
        }
        let version = members["version"].flatMap(agentVersion)
        let input = template(members["input"])
        return agent.map { .agent(AgentCall(agent: $0, version: version, input: input)) }
    }

    private func agentVersion(_ node: DocumentNode) -> Template? {
        if let number = node.value.int, number > 0 { return .literal(node.value) }
        if node.value.string != nil, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        report(
            node,
            "`version` must be the number of an agent's version, from 1, or an expression; leave it out for the latest")
        return nil
    }
}

extension String {
    /// RFC 9110, section 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty && utf8.allSatisfy { $0.isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }
}
