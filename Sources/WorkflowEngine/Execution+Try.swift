import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// The longest delay between two attempts, whatever a backoff adds up to.
    static let longestRetryDelay = Duration.seconds(24 * 3_600)

    /// Decides what becomes of an error inside a `try`: passed on, retried, handled or dropped.
    mutating func catching(
        _ error: WorkflowError, of frame: AttemptFrame, using evaluator: some ExpressionEvaluator
    ) -> Signal {
        let handler = frame.definition.catch
        guard handler.errors?.matches(error) ?? true else { return .error(error) }
        do {
            guard try passes(handler.when, unless: handler.exceptWhen, error, in: frame, using: evaluator) else {
                return .error(error)
            }
            if let policy = handler.retry {
                if let delay = try delay(before: policy, after: error, in: frame, using: evaluator) {
                    return wait(delay, before: frame)
                }
                // The retries are used up: without a handler the last error stands.
                guard handler.do != nil else { return .error(error) }
            }
        } catch {
            return .error(error)
        }
        guard let tasks = handler.do else { return .value(frame.input) }
        stack.append(.handler(HandlerFrame(variable: handler.as, error: error)))
        stack.append(.list(ListFrame(tasks: tasks)))
        return .value(frame.input)
    }

    /// Runs the whole `try` list again, from the input of the `try`.
    mutating func retry(_ frame: AttemptFrame) -> Signal {
        stack.append(.attempt(frame))
        stack.append(.list(ListFrame(tasks: frame.definition.try)))
        return .value(frame.input)
    }

    private mutating func wait(_ delay: Duration, before frame: AttemptFrame) -> Signal {
        var next = frame
        next.attempt += 1
        guard delay > .zero else { return retry(next) }
        stack.append(.retryDelay(next))
        // The delay takes an ordinal of its own, so that its journal entry has a key.
        nextOrdinal += 1
        return .effect(Effect(ordinal: nextOrdinal - 1, kind: .timer(until: clock + delay)))
    }

    /// How long to wait before the next attempt; nil where there is none.
    private func delay(
        before policy: RetryPolicy, after error: WorkflowError, in frame: AttemptFrame,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Duration? {
        let retries = frame.attempt - 1
        if let count = policy.limit.attemptCount, retries >= count { return nil }
        if let duration = policy.limit.duration?.fixed, clock - frame.firstStartedAt >= duration { return nil }
        guard try passes(policy.when, unless: policy.exceptWhen, error, in: frame, using: evaluator) else { return nil }
        return min(policy.delay(beforeRetry: retries + 1, random: jitterFraction), Self.longestRetryDelay)
    }

    private func passes(
        _ condition: Expression?, unless exception: Expression?, _ error: WorkflowError, in frame: AttemptFrame,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        var variables = variables(task: innermostTask)
        variables[frame.definition.catch.as] = error.json
        if let condition, try !isTrue(condition, on: frame.input, variables: variables, using: evaluator) {
            return false
        }
        if let exception, try isTrue(exception, on: frame.input, variables: variables, using: evaluator) {
            return false
        }
        return true
    }

    /// A number from 0 up to 1 that is the same in every replay: a hash (FNV-1a) of the run and the place in it.
    private var jitterFraction: Double {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(run.id)/\(nextOrdinal)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return Double(hash >> 11) / Double(1 << 53)
    }
}

extension RetryPolicy {
    /// The specification gives no formulas; ours: constant d, linear d·n, exponential d·2ⁿ⁻¹, plus jitter.
    func delay(beforeRetry number: Int, random fraction: Double) -> Duration {
        let delay = delay?.fixed ?? .zero
        let grown: Duration =
            switch backoff {
            case .constant: delay
            case .linear: delay * number
            // 2^30 of the shortest delay is beyond the longest one we wait.
            case .exponential: delay * (1 << min(number - 1, 30))
            }
        guard let from = jitter?.from.fixed, let to = jitter?.to.fixed else { return grown }
        return grown + from + (to - from) * fraction
    }
}

extension ErrorFilter {
    /// Whether every stated member is equal; the ways in which standard types are spelled count as one.
    func matches(_ error: WorkflowError) -> Bool {
        let known = error.json
        return with.allSatisfy { name, wanted in
            switch name {
            case "type": StandardError.normalized(wanted.string) == StandardError.normalized(error.type)
            case "details": known["detail"] == wanted
            default: known[name] == wanted
            }
        }
    }
}

extension StandardError {
    private static let hosts = ["serverlessworkflow.io", "serverlessworkflow.io.io", "open-workflow-specification.org"]

    /// The documented URI for each of the spellings in use: the specification's text, its conformance kit and its
    /// later home do not agree.
    static func normalized(_ type: String?) -> String? {
        guard let type, let standard = StandardError(rawValue: String(type.split(separator: "/").last ?? "")),
            let host = hosts.first(where: { type.hasPrefix("https://\($0)/") })
        else { return type }
        let path = type.dropFirst("https://\(host)/".count)
        let isKnown = path.hasPrefix("dsl/errors/types/") || (path.hasPrefix("spec/") && path.contains("/errors/"))
        return isKnown ? standard.type : type
    }
}
