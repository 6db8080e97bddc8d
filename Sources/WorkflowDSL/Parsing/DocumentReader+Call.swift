import JSON

extension DocumentReader {
    /// The kinds of calls; any other name is a function's.
    static let calls = ["a2a", "agent", "asyncapi", "grpc", "http", "mcp", "openapi"]

    func call(_ node: DocumentNode, _ members: DocumentMembers) -> Call? {
        guard let name = string(node) else { return nil }
        switch name {
        case "http":
            return arguments(members, writing: "with: {method: get, endpoint: https://…}").flatMap(httpCall)
        case "openapi":
            return arguments(members, writing: "with: {document: {endpoint: …}, operationId: …}").flatMap(openAPICall)
        case "grpc":
            return arguments(members, writing: "with: {proto: …, service: …, method: …}").flatMap(grpcCall)
        case "asyncapi":
            return arguments(members, writing: "with: {document: …, operation: …, message: …}").flatMap(asyncAPICall)
        case "mcp":
            return arguments(members, writing: "with: {method: tools/list, transport: …}").flatMap(mcpCall)
        case "a2a":
            return arguments(members, writing: "with: {method: message/send, server: …}").flatMap(a2aCall)
        case "agent":
            return arguments(members, writing: "with: {agent: my-agent}").flatMap(agentCall)
        default:
            let with = values(members["with"], example: "{name: value}")
            guard let function = function(name, at: node) else { return nil }
            readFunction(function, at: node)
            return .function(FunctionCall(function: function, with: with))
        }
    }

    private func arguments(_ members: DocumentMembers, writing example: String) -> DocumentNode? {
        required("with", in: members, writing: example)
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
