internal import Identity
internal import JSON
internal import Runs

extension RunWait {
    /// As answers show it.
    ///
    /// - Parameter isOpen: whether payloads are shown: addresses, filters and errors hold values of the run.
    func json(payloads isOpen: Bool) -> JSON {
        let reason = reason
        return [
            "kind": .string(reason.kind.rawValue),
            "what": .string(isOpen ? reason.what : reason.kind.description), "since": .string(reason.since),
            "until": JSON(reason.until ?? detail["deadline"]?.string),
            "task": .string(reference), "name": .string(name),
            "attempt": JSON(attempt), "iterations": detail["iterations"] ?? [], "run": JSON(childRun?.description),
        ]
    }

    enum Kind: String, CaseIterable {
        case timer, event, run, http, openapi, agent, process, retry

        /// In words that hold for each of them.
        var description: String {
            switch self {
            case .timer: "the end of a wait"
            case .event: "an event"
            case .run: "another run"
            case .http, .openapi: "the answer of a call"
            case .agent: "the answer of an agent"
            case .process: "the end of a program"
            case .retry: "the next attempt"
            }
        }
    }

    private struct Reason {
        let kind: Kind
        let what: String
        let since: String
        var until: String?
    }

    private var reason: Reason {
        func reason(_ kind: Kind, _ what: String, until: String? = nil) -> Reason {
            Reason(kind: kind, what: what, since: since.description, until: until)
        }
        func text(_ part: JSON, _ member: String) -> String { part[member]?.string ?? "" }
        if let timer = detail["timer"] { return reason(.timer, Kind.timer.description, until: timer["until"]?.string) }
        if let listen = detail["listen"] { return reason(.event, Self.events(listen)) }
        if let workflow = detail["workflow"] {
            let version = workflow["version"]?.string ?? "in its latest version"
            return reason(.run, "a run of \(text(workflow, "namespace"))/\(text(workflow, "name")) \(version)")
        }
        if let operation = detail["openapi"] {
            return reason(.openapi, "operation \(text(operation, "operation")) of \(text(operation, "document"))")
        }
        if let call = detail["http"] { return reason(.http, "\(text(call, "method")) \(text(call, "url"))") }
        if let agent = detail["agent"] { return reason(.agent, "agent \(text(agent, "name"))") }
        if let process = detail["process"] {
            let program = ["command", "language", "image"].compactMap { process[$0]?.string }.first ?? ""
            return reason(.process, "\(text(process, "kind")): \(program)")
        }
        let retry = detail["try"]
        let failure = retry?["failures"]?.array?.last
        let error = failure?["error"]
        let title = error?["title"]?.string ?? error?["type"]?.string ?? "an error"
        return Reason(
            kind: .retry, what: "attempt \(retry?["attempt"]?.int ?? 2), after: \(title)",
            since: failure?["at"]?.string ?? since.description, until: retry?["retryAt"]?.string)
    }

    /// Such as `all of: an event with type test.sold; an event with type test.paid`.
    private static func events(_ listen: JSON) -> String {
        let filters = (listen["filters"]?.array ?? []).map { filter in
            let members = filter["with"]?.object ?? [:]
            let wanted = members.map { "\($0.key) \($0.value.string ?? $0.value.text)" }.joined(separator: ", ")
            return wanted.isEmpty ? "an event" : "an event with \(wanted)"
        }
        let consumed = listen["consumed"]?.int ?? 0
        let taken = consumed == 0 ? "" : " (\(consumed) taken)"
        switch filters.count {
        case 0: return "an event" + taken
        case 1: return filters[0] + taken
        default: return "\(listen["for"]?.string ?? "any") of: \(filters.joined(separator: "; "))" + taken
        }
    }

    static let schema = Schema.object([
        "kind": .choice(
            Kind.allCases.map(\.rawValue),
            "A time, an event, another run, the answer of a call, a program, or the next attempt."),
        "what": .string("What is waited for, in words."),
        "since": .time(),
        "until": Schema.time("When it ends by itself: a timer, the next attempt, or the task's timeout.").orNull,
        "task": .string("Where the task stands in the document (RFC 6901)."),
        "name": .string("Of the task."),
        "attempt": .integer("Counted by the retries of a `try` around it.", in: 1...Int(UInt32.max)),
        "iterations": .array(of: .count(), "Which pass of each loop around it, from 0, the outermost first."),
        "run": Schema.id("The run that is waited for.").orNull,
    ]).named("RunWait")

    /// All of a run's, as ``Run`` shows them.
    static let listSchema = Schema.object([
        "total": .count("How many there are."),
        "items": .array(
            of: schema, "The first \(RunStore.waitLimit), in the order in which the run began to wait for them."),
    ]).orNull.described("What the run waits for; null when it waits for nothing.")

    static let example: JSON = [
        "kind": "event", "what": "an event with type com.example.paid", "since": "2026-11-24T02:07:52.012000Z",
        "until": nil, "task": "/do/1/payment", "name": "payment", "attempt": 1, "iterations": [], "run": nil,
    ]
}
