import Identity
import JSON
import WorkflowDSL
import WorkflowEngine

/// A journal, one line each, as a database could hold it that somebody has spoilt; a line that is an object with `strands` is a
/// snapshot to go on from. Whatever it says, the run ends or waits, and a snapshot of it is read as it was written.
enum Replays {
    /// More steps than a replay of a small journal takes.
    private static let stepLimit = 10_000

    static func read(_ bytes: [UInt8]) {
        var execution = Execution(of: workflow, run: run)
        var step = execution.start(using: Echo())
        var count = 0
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            while case .yield = step.next, count < stepLimit {
                step = execution.resume(using: Echo())
                count += 1
            }
            guard case .waiting = step.next, let json = try? JSON(parsing: Array(line)) else { return }
            if json["strands"] != nil {
                guard let other = Execution(of: workflow, run: run, snapshot: json) else { continue }
                execution = other
                step = execution.resume(using: Echo())
                continue
            }
            guard let entry = JournalEntry(json: json) else { continue }
            precondition(JournalEntry(json: entry.json)?.json == entry.json)
            guard entry.ordinal < execution.position else { return }
            if let snapshot = execution.snapshot {
                guard let same = Execution(of: workflow, run: run, snapshot: snapshot) else {
                    preconditionFailure("a snapshot is not read")
                }
                precondition(same.snapshot == snapshot)
            }
            step = execution.resume(with: entry, using: Echo())
        }
        _ = execution.cancelled(at: .now)
    }

    private static let run = RunDescription(id: "run", input: ["items": [1, 2]], startedAt: Timestamp(microseconds: 0))

    /// Something of everything that waits.
    private static let workflow: Workflow = {
        let text = """
            document: {dsl: 1.0.3, namespace: a, name: b, version: 1.0.0}
            timeout: {after: PT1H}
            do:
              - both:
                  fork:
                    branches:
                      - call: {call: http, with: {method: get, endpoint: 'https://example.com'}, timeout: {after: PT5S}}
                      - pause: {wait: PT1S}
                      - hear:
                          listen:
                            to: {any: [{with: {type: a}}, {with: {data: {n: 1}}}], until: .}
                          foreach: {do: [{each: {call: agent, with: {agent: x}}}]}
              - again:
                  try: [{ask: {call: agent, with: {agent: x}}}]
                  catch:
                    retry: {delay: PT1S, backoff: {exponential: {}}, limit: {attempt: {count: 3, duration: PT9S}}}
                    do: [{note: {set: {failed: true}}}]
              - loop: {for: {in: .items, each: i}, do: [{one: {emit: {event: {with: {type: b, source: /b}}}}}]}
              - race: {fork: {compete: true, branches: [{x: {wait: PT2S}}, {y: {call: agent, with: {agent: y}}}]}}
              - end: {set: {done: true}}
            """
        do {
            return try WorkflowParser.parse(Array(text.utf8), as: .yaml, for: .running)
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// Every expression gives the value it is asked about, but for the list of a loop.
    private struct Echo: ExpressionEvaluator {
        func evaluate(_ indexes: [Int], on value: JSON, variables: JSONObject) throws(ExpressionFailure) -> [JSON] {
            indexes.map { index in
                Replays.workflow.expressions.expressions[index] == ".items" ? value["items"] ?? .array([1]) : value
            }
        }

        func issues(of value: JSON, against schema: SchemaDefinition) throws(WorkflowError) -> [String] { [] }

        func concealed(_ value: JSON, by schema: SchemaDefinition) -> Concealed? { nil }
    }
}
