import Metrics

/// Counts the effects of one kind.
struct EffectMetrics: Sendable {
    private let inFlight: Gauge
    private let done: Histogram
    private let failed: Histogram

    init(_ metrics: Metrics, kind: String) {
        inFlight = metrics.gauge(.effectsInFlight, kind)
        done = metrics.histogram(.effectDuration, kind, "done")
        failed = metrics.histogram(.effectDuration, kind, "failed")
    }

    /// An effect that begins now.
    ///
    /// - Returns: what to call when it has ended, once.
    func begin() -> @Sendable (_ succeeded: Bool) -> Void {
        inFlight.add(1)
        let started = ContinuousClock.now
        return { succeeded in
            inFlight.add(-1)
            (succeeded ? done : failed).observe(started.duration(to: .now))
        }
    }
}

extension Result {
    var isSuccess: Bool {
        if case .success = self { true } else { false }
    }
}
