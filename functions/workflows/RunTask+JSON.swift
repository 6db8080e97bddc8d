internal import Costs
internal import Identity
internal import JSON
internal import Runs

extension RunTask {
    /// As answers show it.
    ///
    /// - Parameter isOpen: whether payloads are shown.
    func json(usage: Usage?, payloads isOpen: Bool) -> JSON {
        [
            "name": .string(name),
            "reference": .string(reference),
            "status": .string(status.rawValue),
            "attempt": JSON(attempt),
            "startedAt": .string(startedAt.description),
            "endedAt": JSON(endedAt?.description),
            "input": isOpen ? input ?? .null : .null,
            "output": isOpen ? output ?? .null : .null,
            "error": isOpen ? error ?? .null : error?.withoutPayloads ?? .null,
            "detail": isOpen ? Self.shown(detail) : .null,
            "payloadsHidden": .bool(!isOpen),
            "childRun": JSON(childRun?.description),
            "usage": usage?.json ?? .null,
        ]
    }

    static let schema = Schema.object([
        "name": .string(),
        "reference": .string("Where the task stands in the document (RFC 6901)."),
        "status": .choice(Status.allCases.map(\.rawValue)),
        "attempt": .integer("Counted by the retries of a `try` around it.", in: 1...Int(UInt32.max)),
        "startedAt": .time(),
        "endedAt": Schema.time().orNull,
        "input": .any,
        "output": .any,
        "error": .anyObject("The language's error object of a faulted task.").orNull,
        "detail": detailSchema.orNull,
        "payloadsHidden": .payloadsHidden,
        "childRun": Schema.id("The run that the task started and waits or waited for, while there is one.").orNull,
        "usage": Usage.schema.orNull,
    ]).described("One task of a run; a task in a loop has one of these for each iteration.").named("Task")

    static let example: JSON = [
        "name": "greet", "reference": "/do/0/greet", "status": "completed", "attempt": 1,
        "startedAt": "2026-11-24T02:07:52.012000Z", "endedAt": "2026-11-24T02:07:52.013000Z",
        "input": ["name": "Ada"], "output": ["greeting": "Hello Ada!"], "error": nil,
        "detail": nil, "payloadsHidden": false, "childRun": nil, "usage": nil,
    ]
}
