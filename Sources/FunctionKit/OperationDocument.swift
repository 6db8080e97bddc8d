internal import JSON

/// An endpoint as OpenAPI 3.1 describes it (Operation Object).
struct OperationDocument {
    let id: String
    let route: Route
    private let operation: Operation

    init(_ endpoint: any Endpoint.Type) {
        let name = endpoint.name
        id = name.prefix(1).lowercased() + name.dropFirst()
        route = endpoint.route
        operation = endpoint.operation
        precondition(
            Set(operation.path.map(\.name)) == Set(route.path.parameterNames),
            "\(name) describes other parameters than those of its path")
        precondition(
            operation.body.map(\.mediaType).sorted() == route.body.mediaTypes.sorted(),
            "\(name) describes other bodies than its route takes")
    }

    var json: JSON {
        var members: JSONObject = [
            "operationId": .string(id), "tags": [.string(operation.tag)], "summary": .string(operation.summary),
            "description": .string(description),
        ]
        let parameters =
            operation.path.map { parameter($0, in: "path", isRequired: true) }
            + route.query.map { parameter($0, in: "query", isRequired: false) }
            + Parameter.headers(of: operation, at: route).map { parameter($0, in: "header", isRequired: false) }
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if !operation.body.isEmpty {
            members["requestBody"] = [
                "required": .bool(route.body.isRequired),
                "content": .object(Self.byName(operation.body.map { ($0.mediaType, content($0)) })),
            ]
        }
        members["responses"] = .object(Self.byName(responses))
        members["security"] = route.access.isOpen ? [] : [["accessToken": []], ["sessionCookie": []]]
        return .object(members)
    }

    /// The named schemas that the description refers to.
    var schemas: [String: JSON] {
        let used =
            [Problem.schema] + (operation.path + route.query).map(\.schema) + operation.body.map(\.schema)
            + operation.answers.compactMap(\.schema)
        return used.reduce(into: [:]) { all, schema in all.merge(schema.components) { first, _ in first } }
    }

    private var description: String {
        switch route.access {
        case .unchecked, .open: operation.description + "\n\nNo access token is needed."
        case .signedIn: operation.description + "\n\nAnyone who is signed in may do this."
        case .identified: operation.description + "\n\nAnyone who is signed in may do this, and any API key."
        case .requires(let permission): operation.description + "\n\nNeeds the permission `\(permission)`."
        }
    }

    private func parameter(_ parameter: Parameter, in place: String, isRequired: Bool) -> JSON {
        var members: JSONObject = [
            "name": .string(parameter.name), "in": .string(place), "description": .string(parameter.description),
        ]
        if isRequired { members["required"] = true }
        members["schema"] = parameter.schema.json
        if let example = parameter.example { members["example"] = example }
        return .object(members)
    }

    private func content(_ content: RequestContent) -> JSON {
        let examples = content.examples.map { example in
            (example.name, ["summary": .string(example.summary), "value": example.value] as JSON)
        }
        return ["schema": content.schema.json, "examples": .object(Self.byName(examples))]
    }

    private var responses: [(String, JSON)] {
        let all = operation.answers + (operation.isConditional(at: route) ? [Answer.notModified] : [])
        let answers = all.map { ("\($0.status)", answer($0)) }
        let own = Problem.derived(from: route) + operation.problems
        let ownStatuses = Set(own.map(\.status))
        let every = Problem.anywhere + own
        let problems = Set(every.map(\.status)).sorted().map { status -> (String, JSON) in
            guard ownStatuses.contains(status) else {
                return ("\(status)", ["$ref": .string("#/components/responses/\(Self.responseName(status))")])
            }
            return ("\(status)", Self.response(every.filter { $0.status == status }))
        }
        return answers + problems
    }

    /// The answers that are the same for all operations which have nothing of their own to say about the status.
    static var responses: JSONObject {
        let statuses = Set(Problem.anywhere.map(\.status)).sorted()
        return byName(
            statuses.map { status in (responseName(status), response(Problem.anywhere.filter { $0.status == status })) }
        )
    }

    private static func responseName(_ status: Int) -> String { "Problem\(status)" }

    private func answer(_ answer: Answer) -> JSON {
        var members: JSONObject = [
            "description": .string(answer.description),
            "headers": Self.headers(
                answer.headers + (route.takesIdempotencyKey ? [HeaderDescription.replayed] : [])
                    + HeaderDescription.always),
        ]
        if let schema = answer.schema {
            var content: JSONObject = ["schema": schema.json]
            if let example = answer.example { content["example"] = example }
            let others = answer.otherForms.map { ($0.mediaType, ["schema": $0.schema.json] as JSON) }
            members["content"] = .object(Self.byName([(answer.mediaType, .object(content))] + others))
        }
        if !answer.links.isEmpty {
            members["links"] = .object(Self.byName(answer.links.map { ($0.operation, link($0)) }))
        }
        return .object(members)
    }

    private func link(_ link: Answer.Link) -> JSON {
        var members: JSONObject = ["operationId": .string(link.operation)]
        if !link.parameters.isEmpty {
            members["parameters"] = .object(Self.byName(link.parameters.map { ($0.key, .string($0.value)) }))
        }
        if let body = link.body { members["requestBody"] = body }
        return .object(members)
    }

    /// One answer for all problems with one status.
    private static func response(_ problems: [Problem]) -> JSON {
        var details: [String: [String]] = [:]
        for problem in problems { details[problem.code, default: []].append(problem.detail) }
        let codes = details.keys.sorted()
        let text = codes.map { code in "- `\(code)`: \(details[code, default: []].joined(separator: " "))" }
        let names = Set(problems.flatMap { $0.headers.map(\.name) }).sorted()
        let code = Schema.object(["code": .choice(codes)])
        return [
            "description": .string(text.joined(separator: "\n")), "headers": headers(names + HeaderDescription.always),
            "content": ["application/problem+json": ["schema": Schema.all(Problem.schema, code).json]],
        ]
    }

    private static func headers(_ names: [String]) -> JSON {
        .object(byName(names.map { ($0, HeaderDescription.json($0)) }))
    }

    private static func byName(_ members: [(String, JSON)]) -> JSONObject {
        JSONObject(members, uniquingKeysWith: { first, _ in first })
    }
}
