import Identity
import JSON
import WorkflowDSL

extension TaskRecord {
    /// The members of ``detail``.
    package enum Detail: String, CaseIterable, Sendable {
        /// `[n, …]`: which pass of each `for` and `foreach` around the task it belongs to, from 0, the outermost first.
        case iterations
        /// `{expression, value}`: the condition of the task, whether it was skipped or not.
        case `if`
        /// When the task's `timeout` ends it (RFC 3339).
        case deadline
        /// `{case, then, conditions: [{case, expression, value}]}`: the case taken, null where none matched, and what was
        /// asked on the way there.
        case `switch`
        /// `{items, while?: {iteration, expression, value}}`: how many there are, and the condition that ended the loop before
        /// the last of them.
        case `for`
        /// `{attempt, retryAt?, failures: [{attempt, at, error, outcome, conditions, limit?}]}`: the attempt that is under way
        /// or was the last, when the latest retry begins or began, and what became of each error: `retried`, `handled` (by
        /// `catch`) or `raised` (to what is around the `try`). `limit` names the limit of the policy that allowed no retry.
        case `try`
        /// `{until}`: the end of a `wait`.
        case timer
        /// `{for: one|all|any, filters: [with], consumed, until?, latestAt?, correlations?}`: the events that are listened for
        /// and what ends that, as the document has them, how many have come, and in the end what they had in common.
        case listen
        /// `{method, url, status?}`: a request without its query, and the status of its answer.
        case http
        /// `{operation, document}`: an operation to call, and the URL of its description without the query.
        case openapi
        /// `{name, version?, model?}`: the last two as soon as they are known.
        case agent
        /// `{kind: shell|script|container, command?, language?, image?}`.
        case process
        /// `{namespace, name, version?, awaited}`: the workflow that is run; no version stands for the highest.
        case workflow
    }

    /// How many conditions, filters and failures a detail lists: the latest ones, of filters the first.
    package static let listedDetailLimit = 10

    mutating func tell(_ member: Detail, _ value: JSON) {
        var members = detail?.object ?? [:]
        members[member.rawValue] = value
        detail = .object(members)
    }

    /// Takes over members that came with the result of an effect.
    mutating func tell(_ about: JSON) {
        detail = .object((detail?.object ?? [:]).merging(about.object ?? [:]) { $1 })
    }
}

extension Execution {
    /// Adds to what explains the innermost task; its next note says it.
    mutating func tell(_ member: TaskRecord.Detail, _ value: JSON) {
        for (place, frame) in current.stack.enumerated().reversed() {
            guard case .task(var task) = frame else { continue }
            task.record.tell(member, value)
            current.stack[place] = .task(task)
            return
        }
    }

    /// The innermost task that a strand is in says what came of its effect.
    mutating func tell(_ about: JSON, in strand: Int) {
        guard let top = strands[strand]?.stack.indices.last, case .task(var task)? = strands[strand]?.stack[top] else {
            return
        }
        task.record.tell(about)
        strands[strand]?.stack[top] = .task(task)
    }

    /// The passes of the loops around the next task, the outermost first.
    var currentIterations: [Int] {
        current.stack.reduce(into: current.scope.iterations ?? []) { iterations, frame in
            switch frame {
            case .loop(let loop) where loop.next > 0: iterations.append(loop.next - 1)
            case .listen(let listen) where listen.item != nil: iterations.append(listen.outputs.count)
            default: break
            }
        }
    }
}

extension Expression {
    /// `{expression, value}`, with what else is to be said.
    func told(_ value: JSON, _ others: JSONObject = [:]) -> JSON {
        var members = others
        (members["expression"], members["value"]) = (.string(source), value)
        return .object(members)
    }
}

extension FlowDirective {
    /// As a document has it.
    var text: String {
        switch self {
        case .continue: "continue"
        case .exit: "exit"
        case .end: "end"
        case .task(let name): name
        }
    }
}
