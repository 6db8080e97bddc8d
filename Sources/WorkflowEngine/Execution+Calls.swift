import JSON
import WorkflowDSL

extension Execution {
    func httpEffect(
        of call: HTTPCall, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> HTTPEffect {
        // One round trip for all arguments of the call.
        let endpoint: Template =
            switch call.endpoint.uri {
            case .expression(let expression): .expression(expression)
            case .uri: .literal(.null)
            }
        let nothing = Template.literal(.null)
        let arguments = try evaluate(
            .array([call.method, endpoint, call.headers ?? nothing, call.query ?? nothing, call.body ?? nothing]),
            task: task, using: evaluator)
        guard let method = arguments[0]?.string, !method.isEmpty else {
            throw WorkflowError(.configuration, detail: "`with.method` must be a string such as GET.")
        }
        var headers = try pairs(arguments[2] ?? .null, of: "headers")
        let body = call.body == nil ? [] : Self.body(arguments[4] ?? .null, headers: &headers)
        return HTTPEffect(
            method: method.uppercased(),
            url: try url(of: call.endpoint.uri, evaluated: arguments[1] ?? .null, on: task.input)
                .appending(query: try pairs(arguments[3] ?? .null, of: "query")),
            headers: headers, body: body, output: call.output.effectOutput, followsRedirects: call.redirect)
    }

    func agentEffect(
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

extension OutputFormat {
    fileprivate var effectOutput: HTTPEffect.Output {
        switch self {
        case .content: .content
        case .raw: .raw
        case .response: .response
        }
    }
}

extension String {
    /// The URL with more query parameters, percent-encoded (RFC 3986).
    fileprivate func appending(query: [(name: String, value: String)]) -> String {
        guard !query.isEmpty else { return self }
        let parts = split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let text = query.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return parts[0] + (parts[0].contains("?") ? "&" : "?") + text
    }

    private var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-._~".unicodeScalars.contains(scalar))
            {
                text.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                text += hex.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
        return text
    }
}
