import JSON

extension DocumentReader {
    /// `call: mcp`
    func mcpCall(_ node: DocumentNode) -> Call? {
        let known = ["protocolVersion", "method", "parameters", "timeout", "transport", "client"]
        guard let members = members(of: node, taking: known, example: "{method: tools/list, transport: …}") else {
            return nil
        }
        let version = string(members["protocolVersion"])
        let method = required("method", in: members, writing: "method: tools/list")
            .flatMap { word(MCPCall.Method.self, $0) }
        let parameters = values(members["parameters"], example: "{name: …, arguments: {…}}")
        let timeout = duration(members["timeout"])
        let settings = required("transport", in: members, writing: "transport: {http: {endpoint: https://…}}").flatMap {
            self.members(of: $0, taking: ["http", "stdio", "options"], example: "{http: {endpoint: https://…}}")
        }
        let transport = settings.flatMap {
            choice(of: ["http", "stdio"], in: $0, writing: "http: {endpoint: https://…}")
        }.flatMap(transport)
        let options = pairs(settings?["options"], example: "{name: value}") { _, _ in nil }
        let client = members["client"].flatMap(client)
        guard let method, let transport else { return nil }
        return .mcp(
            MCPCall(
                protocolVersion: version ?? MCPCall.defaultProtocolVersion, method: method, parameters: parameters,
                timeout: timeout, transport: transport, options: options, client: client))
    }

    private func transport(_ name: String, _ node: DocumentNode) -> MCPCall.Transport? {
        if name == "http" {
            guard let members = members(of: node, taking: ["endpoint", "headers"], example: "{endpoint: https://…}")
            else { return nil }
            let headers = headers(members["headers"])
            return required("endpoint", in: members, writing: "endpoint: https://…").flatMap(httpEndpoint)
                .map { .http(endpoint: $0, headers: headers) }
        }
        let known = ["command", "arguments", "environment"]
        guard let members = members(of: node, taking: known, example: "{command: npx}") else { return nil }
        let command = required("command", in: members, writing: "command: npx").flatMap { text($0) }
        let (arguments, environment) = (texts(members["arguments"]), environment(members["environment"]))
        return command.map { .stdio(command: $0, arguments: arguments, environment: environment) }
    }

    /// The schema of 1.0.3 describes `description` and requires `version`: both are taken.
    private func client(_ node: DocumentNode) -> MCPCall.Client? {
        let known = ["name", "version", "description"]
        guard let members = members(of: node, taking: known, example: "{name: …, version: 1.0.0}") else { return nil }
        let name = required("name", in: members, writing: "name: my-client").flatMap { string($0) }
        let version = required("version", in: members, writing: "version: 1.0.0").flatMap { string($0) }
        let description = string(members["description"])
        guard let name, let version else { return nil }
        return MCPCall.Client(name: name, version: version, description: description)
    }

    /// `call: a2a`
    func a2aCall(_ node: DocumentNode) -> Call? {
        let known = ["method", "agentCard", "server", "parameters"]
        guard let members = members(of: node, taking: known, example: "{method: message/send, server: …}") else {
            return nil
        }
        let method = required("method", in: members, writing: "method: message/send")
            .flatMap { word(A2ACall.Method.self, $0) }
        if members["agentCard"] == nil, members["server"] == nil {
            report(node, "nothing says whom to call; write `server: https://…` or `agentCard: {endpoint: https://…}`")
        }
        let (card, server) = (members["agentCard"].flatMap(resource), members["server"].flatMap { endpoint($0) })
        let parameters = values(members["parameters"], example: "{message: {…}}")
        if let node = members["parameters"], node.value == .object([:]) {
            report(node, "`parameters` is empty; write at least one, or leave it out")
        }
        return method.map { .a2a(A2ACall(method: $0, agentCard: card, server: server, parameters: parameters)) }
    }
}
