import JSON
import WorkflowDSL

extension Execution {
    /// Starts a `call`.
    mutating func call(
        _ call: Call, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        switch call {
        case .http(let call):
            let task = try authorized(call.endpoint.authentication, task, using: evaluator)
            let effect = try httpEffect(of: call, task: task.frame, credentials: task.credentials, using: evaluator)
            return try ask(for: .http(effect), of: task.frame, using: evaluator)
        case .openAPI(let call):
            let task = try authorized(call.authentication, task, using: evaluator)
            let effect = try openAPIEffect(of: call, task: task.frame, credentials: task.credentials, using: evaluator)
            return try ask(for: .openAPI(effect), of: task.frame, using: evaluator)
        case .agent(let call):
            let effect = try agentEffect(of: call, task: task, using: evaluator)
            return try ask(for: .agent(effect), of: task, using: evaluator)
        case .function(let call):
            return try self.call(call, task: task, using: evaluator)
        case .grpc, .asyncAPI, .mcp, .a2a:
            // Deployment refuses them; a worker may be older than what deployed the document.
            throw WorkflowError(.configuration, detail: "This version cannot run such a call.")
        }
    }

    /// Runs a function's task inside the task that calls it (specification, "Custom Functions").
    private mutating func call(
        _ call: FunctionCall, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        guard let function = workflow.function(call.function) else {
            throw WorkflowError(.configuration, detail: "The function that is called is not known.")
        }
        let input = try evaluate(call.with, on: task.input, task: task, using: evaluator) ?? task.input
        try push(task, using: evaluator)
        guard current.stack.count <= Self.depthLimit else {
            throw WorkflowError(
                .runtime, detail: "Functions call each other deeper than \(Self.depthLimit) levels, which is the limit."
            )
        }
        current.stack.append(.list(ListFrame(tasks: [function])))
        return .value(input)
    }

    /// The most frames of a strand: functions may call themselves.
    package static let depthLimit = 1_000

    private func httpEffect(
        of call: HTTPCall, task: TaskFrame, credentials: CallCredentials?, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> HTTPEffect {
        // One round trip for all arguments of the call.
        let nothing = Template.literal(.null)
        let arguments = try evaluate(
            .array([
                call.method, call.endpoint.uri.expression, call.headers ?? nothing, call.query ?? nothing,
                call.body ?? nothing,
            ]), task: task, using: evaluator)
        guard let method = arguments[0]?.string, !method.isEmpty else {
            throw WorkflowError(.configuration, detail: "`with.method` must be a string such as GET.")
        }
        var headers = try pairs(arguments[2] ?? .null, of: "headers")
        let body = call.body == nil ? [] : Self.body(arguments[4] ?? .null, headers: &headers)
        return HTTPEffect(
            method: method.uppercased(),
            url: try url(of: call.endpoint.uri, evaluated: arguments[1] ?? .null, on: task.input)
                .appending(query: try pairs(arguments[3] ?? .null, of: "query")),
            headers: headers.map { HTTPEffect.Header(name: $0.name, value: $0.value) }, body: body,
            output: call.output.effectOutput, followsRedirects: call.redirect,
            credentials: credentials)
    }

    private func openAPIEffect(
        of call: OpenAPICall, task: TaskFrame, credentials: CallCredentials?,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> OpenAPIEffect {
        let arguments = try evaluate(
            .array([call.operationID, call.parameters ?? .literal([:])]), task: task, using: evaluator)
        guard let operation = arguments[0]?.string else {
            throw WorkflowError(.configuration, detail: "`with.operationId` must be a string.")
        }
        guard let parameters = arguments[1]?.object else {
            throw WorkflowError(.configuration, detail: "`with.parameters` must be an object.")
        }
        return OpenAPIEffect(
            document: try location(of: call.document, task: task, using: evaluator), operationID: operation,
            parameters: parameters, output: call.output.effectOutput, followsRedirects: call.redirect,
            credentials: credentials)
    }

    /// Where a resource is.
    func location(
        of resource: ExternalResource, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> ResourceLocation {
        let evaluated = try evaluate(resource.endpoint.uri.expression, task: task, using: evaluator)
        return ResourceLocation(
            url: try url(of: resource.endpoint.uri, evaluated: evaluated, on: task.input),
            credentials: try credentials(of: resource.endpoint.authentication, task: task, using: evaluator))
    }

    private func agentEffect(
        of call: AgentCall, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> AgentEffect {
        let arguments = try evaluate(
            .array([call.agent, call.version ?? .literal(.null), call.input ?? .literal(.null)]), task: task,
            using: evaluator)
        guard let agent = arguments[0]?.string else {
            throw WorkflowError(.configuration, detail: "`with.agent` must be the name of an agent.")
        }
        let version = arguments[1] ?? .null
        guard version.isNull || version.int.map({ $0 > 0 }) == true else {
            throw WorkflowError(.configuration, detail: "`with.version` must be a whole number from 1.")
        }
        return AgentEffect(
            agent: agent, version: version.int, input: call.input == nil ? task.input : arguments[2] ?? .null)
    }

    private func url(
        of endpoint: EndpointTemplate, evaluated: JSON, on data: JSON
    ) throws(WorkflowError) -> String {
        switch endpoint {
        case .uri(let template):
            do {
                return try template.expand(with: data)
            } catch {
                throw WorkflowError(.expression, detail: "\(error)")
            }
        case .expression:
            if let url = evaluated.string ?? evaluated["uri"]?.string { return url }
            throw WorkflowError(
                .expression, detail: "`with.endpoint` must give a URI; it gave a value of type \(evaluated.kind).")
        }
    }

    /// Strings travel as they are, anything else as JSON.
    private static func body(_ value: JSON, headers: inout [(name: String, value: String)]) -> [UInt8] {
        let hasType = headers.contains { $0.name.lowercased() == "content-type" }
        if let text = value.string {
            if !hasType { headers.append(("Content-Type", "text/plain; charset=utf-8")) }
            return Array(text.utf8)
        }
        if !hasType { headers.append(("Content-Type", "application/json")) }
        return value.bytes
    }

    private func pairs(_ value: JSON, of member: String) throws(WorkflowError) -> [(name: String, value: String)] {
        if value.isNull { return [] }
        guard let object = value.object else {
            throw WorkflowError(.configuration, detail: "`with.\(member)` must be an object of scalar values.")
        }
        var pairs: [(name: String, value: String)] = []
        for (name, value) in object {
            switch value {
            case .null: continue
            case .array, .object:
                throw WorkflowError(.configuration, detail: "`with.\(member).\(name)` must be a scalar value.")
            case .string(let text): pairs.append((name, text))
            default: pairs.append((name, value.text))
            }
        }
        return pairs
    }
}

extension EndpointTemplate {
    /// What of it an evaluator has to say.
    fileprivate var expression: Template {
        switch self {
        case .expression(let expression): .expression(expression)
        case .uri: .literal(.null)
        }
    }
}

extension OutputFormat {
    fileprivate var effectOutput: HTTPEffect.Output {
        switch self {
        case .content: .content
        case .raw: .raw
        case .response: .response
        }
    }
}
