import Identity
package import JSON

extension Effect.Kind {
    /// What explains a task that asks for it.
    var told: (member: TaskRecord.Detail, value: JSON)? {
        switch self {
        case .timer(let time): (.timer, ["until": .string(time.description)])
        case .http(let call): (.http, call.told)
        case .openAPI(let call): (.openapi, call.told)
        case .agent(let call): (.agent, call.told)
        case .process(let process): (.process, process.program.told)
        case .subworkflow(let workflow): (.workflow, workflow.told)
        case .emit, .listen: nil
        }
    }
}

extension HTTPEffect {
    /// The request as a detail shows it.
    ///
    /// - Parameter status: of the answer.
    package func told(status: Int) -> JSON {
        [TaskRecord.Detail.http.rawValue: .object((told.object ?? [:]).merging(["status": JSON(status)]) { $1 })]
    }

    var told: JSON {
        ["method": .string(method), "url": .string(Self.shown(url))]
    }

    /// A URL without what may be private: user, query and fragment.
    static func shown(_ url: String) -> String {
        let place = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = place.firstRange(of: "://") else { return String(place) }
        let rest = place[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let user = authority.lastIndex(of: "@") else { return String(place) }
        return String(place[..<scheme.upperBound] + rest[rest.index(after: user)...])
    }
}

extension OpenAPIEffect {
    fileprivate var told: JSON {
        ["operation": .string(operationID), "document": .string(HTTPEffect.shown(document.url))]
    }
}

extension AgentEffect {
    fileprivate var told: JSON {
        var members: JSONObject = ["name": .string(agent)]
        if let version { members["version"] = JSON(version) }
        return .object(members)
    }
}

extension SubworkflowEffect {
    fileprivate var told: JSON {
        var members: JSONObject = [
            "namespace": .string(namespace), "name": .string(name), "awaited": .bool(isAwaited),
        ]
        if let version { members["version"] = .string(version) }
        return .object(members)
    }
}

extension ProcessEffect.Program {
    fileprivate var told: JSON {
        switch self {
        case .shell(let command): ["kind": "shell", "command": .string(command)]
        case .script(let language, _), .externalScript(let language, _):
            ["kind": "script", "language": .string(language)]
        case .container(let container): ["kind": "container", "image": .string(container.image)]
        }
    }
}
