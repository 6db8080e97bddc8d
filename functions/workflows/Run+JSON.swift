internal import Costs
internal import Identity
internal import JSON
internal import Runs
internal import Workflows

extension Run {
    /// As answers show it.
    func json(cost: Money) -> JSON {
        [
            "id": .string(id.description),
            "workflow": [
                "namespace": .string(workflow.namespace), "name": .string(workflow.name),
                "version": .string(version.description),
            ],
            "status": .string(status.rawValue),
            "input": input,
            "output": output ?? .null,
            "error": error ?? .null,
            "cost": cost.json,
            "createdAt": .string(createdAt.description),
            "startedAt": JSON(startedAt?.description),
            "endedAt": JSON(endedAt?.description),
            "cancelRequestedAt": JSON(cancelRequestedAt?.description),
        ]
    }

    /// Where it is read.
    var location: String { "/api/v1/runs/\(id)" }
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
}
