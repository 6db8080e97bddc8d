import Metrics
import Runs

/// What a worker counts. Its threads share it.
struct WorkerMetrics: Sendable {
    let http: EffectMetrics
    let agent: EffectMetrics
    private let batchRows: Histogram
    private let commitDuration: Histogram
    private let ended: [RunStatus: Counter]
    private let kills: [EvaluatorKill: Counter]

    // All series are made at the start, so that the first run that ends is seen as a step from 0.
    init(_ metrics: Metrics) {
        http = EffectMetrics(metrics, kind: "http")
        agent = EffectMetrics(metrics, kind: "agent")
        batchRows = metrics.histogram(.journalBatchRows)
        commitDuration = metrics.histogram(.journalCommitDuration)
        let final = RunStatus.allCases.filter(\.isFinished)
        ended = Dictionary(
            uniqueKeysWithValues: final.map { ($0, metrics.counter(.runsEnded, $0.rawValue)) })
        kills = Dictionary(
            uniqueKeysWithValues: EvaluatorKill.allCases.map { ($0, metrics.counter(.evaluatorKills, $0.rawValue)) })
    }

    /// A batch that the database has taken.
    func committed(_ batch: [RunCommit], took duration: Duration) {
        batchRows.observe(batch.reduce(0) { $0 + $1.journal.count })
        commitDuration.observe(duration)
        for commit in batch {
            if let status = commit.ending?.finalStatus { ended[status]?.add() }
        }
    }

    func count(_ kill: EvaluatorKill) {
        kills[kill]?.add()
    }
}

extension RunCommit.Ending {
    /// Nil where the run goes on later.
    fileprivate var finalStatus: RunStatus? {
        switch self {
        case .completed: .completed
        case .faulted: .faulted
        case .cancelled: .cancelled
        case .parked, .released: nil
        }
    }
}
