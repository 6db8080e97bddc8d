import JSON

/// A kind of run of the chaos: what it does, and what must come out.
struct ChaosWorkflow: Sendable {
    let name: String
    let tasks: String
    /// The output for the input `{n, key}`.
    let output: @Sendable (Int) -> JSON
    /// Whether it waits for events of the type `chaos` whose data has its key.
    var listens = false

    /// The document; `SERVICE` in it stands for the address of the service.
    func document(service: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: chaos, name: \(name), version: 1.0.0}
        do:
        \(tasks.replacing("SERVICE", with: service))
        """
    }

    /// `{n}` is answered with `{n: n + 1}`.
    private static func call(_ path: String, _ value: String) -> String {
        """
        {call: http, with: {method: post, endpoint: "SERVICE/\(path)", body: {n: "${ \(value) }"}}}
        """
    }

    /// Started by `parent`.
    static let child = ChaosWorkflow(name: "child", tasks: "  - one: \(call("step", ".n"))") { ["n": JSON($0 + 1)] }

    static let all = [
        ChaosWorkflow(
            name: "calls",
            tasks: """
                  - one: \(call("step", ".n"))
                  - two: \(call("step", ".n"))
                  - three: \(call("step", ".n"))
                """
        ) { ["n": JSON($0 + 3)] },
        ChaosWorkflow(
            name: "agent",
            tasks: """
                  - ask: {call: agent, with: {agent: judge, input: "${ .n | tostring }"}}
                  - keep: {set: {said: "${ . }", n: "${ $workflow.input.n }"}}
                """
        ) { ["said": "fine", "n": JSON($0)] },
        ChaosWorkflow(
            name: "pause",
            tasks: """
                  - early: \(call("step", ".n"))
                  - later: {wait: {seconds: 3}}
                  - late: \(call("step", ".n"))
                """
        ) { ["n": JSON($0 + 2)] },
        ChaosWorkflow(
            name: "hear",
            tasks: """
                  - event:
                      listen: {to: {one: {with: {type: chaos, data: "${ .key == $workflow.input.key }"}}}}
                  - keep: {set: {n: "${ $workflow.input.n }", heard: "${ .[0].n }"}}
                """, output: { ["n": JSON($0), "heard": JSON($0)] }, listens: true),
        ChaosWorkflow(
            name: "parent",
            tasks: """
                  - below: {run: {workflow: {namespace: chaos, name: child, version: 1.0.0, input: {n: "${ .n }"}}}}
                  - above: \(call("step", ".n"))
                """
        ) { ["n": JSON($0 + 2)] },
        ChaosWorkflow(
            name: "flaky",
            tasks: """
                  - again:
                      try: [{once: \(call("flaky", ".n"))}]
                      catch: {retry: {delay: {milliseconds: 200}, limit: {attempt: {count: 10}}}}
                """
        ) { ["n": JSON($0 + 1)] },
        ChaosWorkflow(
            name: "fork",
            tasks: """
                  - side:
                      fork:
                        branches:
                          - a: \(call("step", ".n"))
                          - b: \(call("step", ".n + 1"))
                          - c: \(call("step", ".n + 2"))
                """
        ) { n in .array((1...3).map { ["n": JSON(n + $0)] }) },
        ChaosWorkflow(
            name: "loop",
            tasks: """
                  - each:
                      for: {each: i, in: "${ [range(0; 4)] }"}
                      do:
                        - one: \(call("step", "$workflow.input.n + $i"))
                        - note: {set: {n: "${ .n }"}, export: {as: "${ $context | .seen += [$output.n] }"}}
                  - report: {set: {seen: "${ $context.seen }"}}
                """
        ) { n in ["seen": .array((1...4).map { JSON(n + $0) })] },
    ]
}
