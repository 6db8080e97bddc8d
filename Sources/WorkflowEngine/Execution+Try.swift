import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// The longest delay between two attempts, whatever a backoff adds up to.
    static let longestRetryDelay = Duration.seconds(24 * 3_600)

    /// What an attempt of a `try` makes of how its list ended.
    mutating func attempted(
        _ frame: AttemptFrame, _ signal: Signal, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        withdraw(frame.deadline)
        guard case .error(let error) = signal else { return signal }
        return catching(error, of: frame, using: evaluator)
    }

    /// Decides what becomes of an error inside a `try`: passed on, retried, handled or dropped.
    private mutating func catching(
        _ error: WorkflowError, of frame: AttemptFrame, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        var failure = AttemptFailure(of: frame, error: error, at: clock)
        guard let handler = frame.definition?.catch, handler.errors?.matches(error) ?? true else {
            return raise(error, failure)
        }
        do throws(WorkflowError) {
            let isCaught = try passes(
                handler.when, unless: handler.exceptWhen, &failure, in: frame, by: "catch", using: evaluator)
            guard isCaught else { return raise(error, failure) }
            if let policy = handler.retry {
                if let delay = try delay(before: policy, after: &failure, in: frame, using: evaluator) {
                    return wait(delay, before: frame, after: failure, using: evaluator)
                }
                // The retries are used up: without a handler the last error stands.
                guard handler.do != nil else { return raise(error, failure) }
            }
        } catch {
            return raise(error, failure)
        }
        tell(failure, outcome: .handled)
        let frame = HandlerFrame(named: frame.named, input: frame.input, error: error)
        guard let tasks = handler.do else { return handled(frame, with: frame.input) }
        current.stack.append(.handler(frame))
        current.stack.append(.list(ListFrame(tasks: tasks)))
        return .value(frame.input)
    }

    /// An error has been dealt with.
    func handled(_ frame: HandlerFrame, with value: JSON) -> Signal {
        frame.definition?.catch.then.map { .done(value, $0) } ?? .value(value)
    }

    /// Runs the whole `try` list, from the input of the `try`.
    mutating func retry(_ frame: AttemptFrame, using evaluator: some ExpressionEvaluator) -> Signal {
        guard let definition = frame.definition else { return .value(frame.input) }
        var frame = frame
        do {
            if let limit = definition.catch.retry?.limit.attemptDuration {
                let duration = try duration(
                    of: limit, on: frame.input, variables: variables(task: innermostTask), using: evaluator)
                frame.deadline = askForTimer(after: duration, purpose: .deadline)
            }
        } catch {
            return .error(error)
        }
        current.stack.append(.attempt(frame))
        current.stack.append(.list(ListFrame(tasks: definition.try)))
        return .value(frame.input)
    }

    private mutating func wait(
        _ delay: Duration, before frame: AttemptFrame, after failure: AttemptFailure,
        using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        var next = frame
        next.attempt += 1
        tell(failure, outcome: .retried, at: clock + delay)
        if let task = innermostTask { note(task.record) }
        guard delay > .zero else { return retry(next, using: evaluator) }
        current.stack.append(.retryDelay(next))
        _ = askForTimer(after: delay, purpose: .result)
        return nil
    }

    private mutating func raise(_ error: WorkflowError, _ failure: AttemptFailure) -> Signal {
        tell(failure, outcome: .raised)
        return .error(error)
    }

    /// Lets the record of the `try` say what becomes of an error in it.
    ///
    /// - Parameter retry: when the next attempt begins.
    private mutating func tell(
        _ failure: AttemptFailure, outcome: AttemptFailure.Outcome, at retry: Timestamp? = nil
    ) {
        let told = innermostTask?.record.detail?[TaskRecord.Detail.try.rawValue]
        let failures = (told?["failures"]?.array ?? []) + [failure.told(outcome)]
        var members: JSONObject = [
            "attempt": JSON(failure.attempt + (retry == nil ? 0 : 1)),
            "failures": .array(failures.suffix(TaskRecord.listedDetailLimit)),
        ]
        members["retryAt"] = retry.map { .string($0.description) } ?? told?["retryAt"]
        tell(.try, .object(members))
    }

    /// How long to wait before the next attempt; nil where there is none.
    private func delay(
        before policy: RetryPolicy, after failure: inout AttemptFailure, in frame: AttemptFrame,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Duration? {
        let retries = frame.attempt - 1
        if let count = policy.limit.attemptCount, retries >= count {
            failure.limit = "attempt.count"
            return nil
        }
        let variables = variables(task: innermostTask)
        func length(_ template: DurationTemplate?) throws(WorkflowError) -> Duration? {
            guard let template else { return nil }
            return try duration(of: template, on: frame.input, variables: variables, using: evaluator)
        }
        if let duration = try length(policy.limit.duration), clock - frame.firstStartedAt >= duration {
            failure.limit = "duration"
            return nil
        }
        guard try passes(policy.when, unless: policy.exceptWhen, &failure, in: frame, by: "retry", using: evaluator)
        else { return nil }
        let grown = policy.backoff.grown(try length(policy.delay) ?? .zero, retry: retries + 1)
        guard let jitter = policy.jitter, let from = try length(jitter.from), let to = try length(jitter.to) else {
            return min(grown, Self.longestRetryDelay)
        }
        return min(grown + from + (to - from) * jitterFraction, Self.longestRetryDelay)
    }

    private func passes(
        _ condition: Expression?, unless exception: Expression?, _ failure: inout AttemptFailure,
        in frame: AttemptFrame, by place: String, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Bool {
        var variables = variables(task: innermostTask)
        if let name = frame.definition?.catch.as { variables[name] = failure.error.json }
        func holds(_ expression: Expression, _ member: String) throws(WorkflowError) -> Bool {
            let value = try evaluate(expression, on: frame.input, variables: variables, using: evaluator)
            failure.conditions.append(expression.told(value, ["place": .string("\(place).\(member)")]))
            return value.isTrue
        }
        if let condition, try !holds(condition, "when") { return false }
        if let exception, try holds(exception, "exceptWhen") { return false }
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

extension AttemptFrame {
    var definition: TryDefinition? {
        if case .try(let definition) = named.task.kind { definition } else { nil }
    }
}

extension HandlerFrame {
    var definition: TryDefinition? {
        if case .try(let definition) = named.task.kind { definition } else { nil }
    }

    var variable: String? { definition?.catch.as }
}

extension RetryPolicy.Backoff {
    /// The specification gives no formulas; ours: constant d, linear d·n, exponential d·2ⁿ⁻¹.
    func grown(_ delay: Duration, retry number: Int) -> Duration {
        switch self {
        case .constant: delay
        case .linear: delay * number
        // 2^30 of the shortest delay is beyond the longest one we wait.
        case .exponential: delay * (1 << min(number - 1, 30))
        }
    }
}
