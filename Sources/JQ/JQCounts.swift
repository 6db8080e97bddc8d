internal import Synchronization

/// What happened to the expressions of a process. All its ``JQ``s may count into one.
package final class JQCounts: Sendable {
    private let plainValues = Atomic(0)
    private let starts = Atomic(0)
    private let ends = Atomic(0)

    package init() {}

    /// Expressions that were evaluated without jq.
    package var plainExpressions: Int { plainValues.load(ordering: .relaxed) }
    /// Evaluators that were started.
    package var evaluators: Int { starts.load(ordering: .relaxed) }
    /// Evaluators that were killed, or died, because an expression was over a limit.
    package var kills: Int { ends.load(ordering: .relaxed) }

    func countPlainExpressions(_ count: Int) { plainValues.add(count, ordering: .relaxed) }
    func countEvaluator() { starts.add(1, ordering: .relaxed) }
    func countKill() { ends.add(1, ordering: .relaxed) }
}
