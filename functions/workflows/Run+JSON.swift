internal import Costs
internal import Identity
internal import JSON
internal import Runs
internal import Workflows

extension Run {
    /// As answers show it.
    func json(to caller: Caller) -> JSON {
        let isOpen = caller.seesPayloads(of: workflow)
        return [
            "id": .string(id.description),
            "workflow": [
                "namespace": .string(workflow.namespace), "name": .string(workflow.name),
                "version": .string(version.description),
            ],
            "status": .string(status.rawValue),
            "input": isOpen ? input : .null,
            "output": isOpen ? output ?? .null : .null,
            "error": isOpen ? error ?? .null : error?.withoutPayloads ?? .null,
            "payloadsHidden": .bool(!isOpen),
            "cost": cost.json,
            "createdAt": .string(createdAt.description),
            "startedAt": JSON(startedAt?.description),
            "endedAt": JSON(endedAt?.description),
            "cancelRequestedAt": JSON(cancelRequestedAt?.description),
            "suspendRequestedAt": JSON(suspendRequestedAt?.description),
        ]
    }

    /// As the audit log keeps it: without its data.
    var audited: JSON {
        [
            "workflow": .string("\(workflow)"), "version": .string("\(version)"), "status": .string(status.rawValue),
        ]
    }

    /// Where it is read.
    var location: String { "/api/v1/runs/\(id)" }

    static let schema = Schema.object([
        "id": .id(),
        "workflow": .workflowReference,
        "status": .choice(RunStatus.allCases.map(\.rawValue)),
        "input": .any.described(
            "What the run was started with; `***` in fields that the workflow's schema marks secret."),
        "output": .any.described("What the run ended with; null before, and where it did not complete."),
        "error": .anyObject("The language's error object of a faulted run.").orNull,
        "payloadsHidden": .payloadsHidden,
        "cost": Money.schema,
        "createdAt": .time(),
        "startedAt": Schema.time("When a worker first took it.").orNull,
        "endedAt": Schema.time().orNull,
        "cancelRequestedAt": Schema.time("When somebody asked to cancel it.").orNull,
        "suspendRequestedAt": Schema.time("When somebody asked to suspend it; null after it was resumed.").orNull,
    ]).described("One execution of a workflow version.").named("Run")

    /// A run as answers show it.
    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "workflow": ["namespace": "demo", "name": "hello", "version": "1.0.0"],
        "status": "pending", "input": ["name": "Ada"], "output": nil, "error": nil, "payloadsHidden": false,
        "cost": Money.zero.json,
        "createdAt": "2026-11-24T02:07:52.000000Z", "startedAt": nil, "endedAt": nil, "cancelRequestedAt": nil,
        "suspendRequestedAt": nil,
    ]

    /// The same run while it is suspended.
    static let suspendedExample: JSON = {
        var run = example
        run["status"] = "suspended"
        run["suspendRequestedAt"] = "2026-11-24T02:08:00.000000Z"
        return run
    }()
}

extension Schema {
    static let workflowReference = Schema.object(["namespace": .name, "name": .name, "version": .workflowVersion])
}

extension RunSummary {
    /// As lists show it: without input, output, error and cost.
    var json: JSON {
        [
            "id": .string(id.description),
            "workflow": [
                "namespace": .string(workflow.namespace), "name": .string(workflow.name),
                "version": .string(version.description),
            ],
            "status": .string(status.rawValue),
            "createdAt": .string(createdAt.description),
            "startedAt": JSON(startedAt?.description),
            "endedAt": JSON(endedAt?.description),
        ]
    }

    static let schema = Schema.object([
        "id": .id(), "workflow": .workflowReference, "status": .choice(RunStatus.allCases.map(\.rawValue)),
        "createdAt": .time(), "startedAt": Schema.time().orNull, "endedAt": Schema.time().orNull,
    ]).described("A run in a list: without its input, output, error and cost.").named("RunSummary")

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "workflow": ["namespace": "demo", "name": "hello", "version": "1.0.0"],
        "status": "completed", "createdAt": "2026-11-24T02:07:52.000000Z",
        "startedAt": "2026-11-24T02:07:52.010000Z", "endedAt": "2026-11-24T02:07:52.030000Z",
    ]
}
