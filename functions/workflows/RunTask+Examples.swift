internal import JSON
internal import Runs

extension RunTask {
    /// A switch that has taken a case.
    static let branchExample = example(
        "choose", at: 1, "completed",
        [
            "switch": [
                "case": "large", "then": "refund",
                "conditions": [["case": "large", "expression": ".amount > 1000", "value": true]],
            ]
        ])

    /// A try whose second attempt is under way, in the first pass of a loop.
    static let retryExample = example(
        "refund", at: 2, "running",
        [
            "iterations": [0],
            "try": [
                "attempt": 2,
                "failures": [
                    [
                        "attempt": 1, "at": "2026-11-24T02:07:52.020000Z",
                        "error": [
                            "type": "https://serverlessworkflow.io/spec/1.0.0/errors/communication", "status": 503,
                            "instance": "/do/2/refund/try/0/send", "title": "POST answered 503",
                            "detail": "POST https://api.example.com/refunds answered with status 503.",
                        ],
                        "outcome": "retried", "conditions": [],
                    ]
                ],
                "retryAt": "2026-11-24T02:07:54.020000Z",
            ],
        ])

    /// A task that waits for events, with a time limit.
    static let listenExample = example(
        "payment", at: 3, "waiting",
        [
            "deadline": "2026-11-25T02:07:52.012000Z",
            "listen": ["for": "one", "filters": [["with": ["type": "com.example.paid"]]], "consumed": 0],
        ])

    private static func example(_ name: String, at place: Int, _ status: String, _ detail: JSON) -> JSON {
        var task = example
        task["name"] = .string(name)
        task["reference"] = .string("/do/\(place)/\(name)")
        task["status"] = .string(status)
        task["detail"] = detail
        if status == "completed" {
            task["output"] = task["input"]
        } else {
            (task["endedAt"], task["output"]) = (.null, .null)
        }
        return task
    }
}
