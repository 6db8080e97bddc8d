internal import Costs
internal import Identity
internal import JSON
internal import Runs

extension RunTask {
    /// As answers show it.
    func json(usage: Usage?) -> JSON {
        [
            "name": .string(name),
            "reference": .string(reference),
            "status": .string(status.rawValue),
            "attempt": JSON(attempt),
            "startedAt": .string(startedAt.description),
            "endedAt": JSON(endedAt?.description),
            "input": input ?? .null,
            "output": output ?? .null,
            "error": error ?? .null,
            "usage": usage?.json ?? .null,
        ]
    }
}
