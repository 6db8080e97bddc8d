internal import JSON
internal import Runs

extension RunTask {
    /// What explains a task as answers show it: the members that have something to tell. Null where none has, and for what an
    /// older worker wrote in another form.
    static func shown(_ detail: JSON?) -> JSON {
        let members = (detail?.object ?? [:]).filter { name, value in
            switch name {
            case "iterations": value.array != nil
            case "deadline": value.string != nil
            default: detailParts.contains(name) && value.object != nil
            }
        }
        return members.isEmpty ? .null : .object(members)
    }

    private static let detailParts: Set<String> = [
        "if", "switch", "for", "try", "timer", "listen", "http", "openapi", "agent", "process", "workflow",
    ]

    static let detailSchema = Schema.object(
        [
            "iterations": .array(
                of: .count(), "The pass of each `for` and `foreach` around the task, from 0, the outermost first."),
            "if": condition([:], "The task's condition; where it was false the task was skipped."),
            "deadline": .time("When the task's `timeout` ends it."),
            "switch": switchSchema, "for": forSchema, "try": trySchema,
            "timer": .object(["until": .time()], optional: []).described("A `wait`."),
            "listen": listenSchema,
            "http": .object(
                [
                    "method": .string(), "url": .string("Without its query."),
                    "status": .integer("Of the answer, as soon as there is one.", in: 100...999),
                ], optional: ["status"]
            ).described("The request of a `call: http`, and the last one of a `call: openapi` once it was answered."),
            "openapi": .object(["operation": .string(), "document": .string("Its URL, without the query.")]).described(
                "The operation that is called."),
            "agent": .object(
                ["name": .string(), "version": .integer(in: 1...Int(UInt32.max)), "model": .string()],
                optional: ["version", "model"]
            ).described("The agent that is asked; version and model stand here when it has answered."),
            "process": .object(
                [
                    "kind": .choice(["shell", "script", "container"]), "command": .string(), "language": .string(),
                    "image": .string(),
                ], optional: ["command", "language", "image"]
            ).described("The program that is run."),
            "workflow": .object(
                [
                    "namespace": .string(), "name": .string(), "version": .string("Missing for the latest."),
                    "awaited": .boolean,
                ], optional: ["version"]
            ).described("The workflow that is run."),
        ],
        optional: [
            "iterations", "if", "deadline", "switch", "for", "try", "timer", "listen", "http", "openapi", "agent",
            "process", "workflow",
        ]
    ).described(
        """
        What explains the task; a member stands here where there is something to tell. Secrets are masked. A text, a value \
        or a filter of more than \(detailValueLimit) bytes is cut: the beginning of it, or of its JSON text, ended by `…`.
        """
    ).named("TaskDetail")

    private static let switchSchema = Schema.object([
        "case": Schema.string("The case that was taken; null where none matched.").orNull,
        "then": Schema.string("Where the list goes on: a task, `continue`, `exit` or `end`.").orNull,
        "conditions": .array(
            of: condition(["case": .string()]), "What was asked, in this order; of many, the last ones."),
    ])

    private static let forSchema = Schema.object(
        [
            "items": .count("How many the loop has."),
            "while": condition(["iteration": .count("That did not begin.")], "Where it ended the loop."),
        ], optional: ["while"])

    private static let trySchema = Schema.object(
        [
            "attempt": .integer("The one under way, or the last.", in: 1...Int(UInt32.max)),
            "retryAt": .time("When the latest retry begins or began."),
            "failures": .array(
                of: .object(
                    [
                        "attempt": .integer(in: 1...Int(UInt32.max)), "at": .time(),
                        "error": .anyObject("The language's error object."),
                        "outcome": .choice(
                            ["retried", "handled", "raised"],
                            "Tried again; caught; or raised to what is around the task."),
                        "conditions": .array(
                            of: condition([
                                "place": .choice(["catch.when", "catch.exceptWhen", "retry.when", "retry.exceptWhen"])
                            ]), "What was asked about the error."),
                        "limit": .choice(
                            ["attempt.count", "duration"], "The limit of the retry policy that ended the retries."),
                    ], optional: ["limit"]), "Of many, the last ones."),
        ], optional: ["retryAt"])

    private static let listenSchema = Schema.object(
        [
            "for": .choice(["one", "all", "any"]),
            "filters": .array(
                of: .object(["with": .any.described("As the document has it.")]), "Of many, the first ones."),
            "consumed": .count("The events that have been taken."),
            "until": .any.described("What ends it, as the document has it: a condition, or other events."),
            "latestAt": .time("When the latest one was."),
            "correlations": .anyObject("The values that its events had in common, by the names in `correlate`."),
        ], optional: ["until", "latestAt", "correlations"])

    private static func condition(
        _ others: KeyValuePairs<String, Schema>, _ description: String = "An expression and its value."
    ) -> Schema {
        let own: KeyValuePairs<String, Schema> = ["expression": .string(), "value": .any]
        return .all(.object(others), .object(own)).described(description)
    }

}
