package import JSON

/// Evaluates jq expressions: plain ones in this process, the others in evaluators, processes under limits.
///
/// libjq cannot be interrupted, so an evaluator that is over a limit is killed; its parent forks the next one with the
/// program compiled. Each program has an evaluator of its own. One thread owns a `JQ`.
package final class JQ {
    /// How many evaluators run at a time; the one that was not used for longest goes first.
    package static let evaluatorLimit = 16

    package let counts: JQCounts
    private let executable: String
    private let limits: JQLimits
    private var parent: EvaluatorParent?
    private var evaluators: [String: Evaluator] = [:]
    /// The ids of the programs that have one, the one used last at the end.
    private var order: [String] = []

    /// - Parameter evaluator: path of the `JQEvaluator` program.
    package init(evaluator: String, limits: JQLimits = JQLimits(), counts: JQCounts = JQCounts()) {
        executable = evaluator
        self.limits = limits
        self.counts = counts
    }

    /// Compiles a program, in an evaluator that ends with it.
    ///
    /// - Returns: what is wrong with which expressions, the first few; empty when all is well.
    package func check(_ program: JQProgram) throws(JQError) -> [(index: Int, message: String)] {
        // Plain expressions are right by construction.
        let indexes = program.expressions.indices.filter { program.plain[$0] == nil }
        if indexes.isEmpty { return [] }
        let rest = JQProgram(
            id: program.id, expressions: indexes.map { program.expressions[$0] }, variables: program.variables)
        var allowance = Allowance(limits.compileTime)
        let (evaluator, _) = try start(rest)
        let errors = try guarding(evaluator) { try evaluator.define(rest, limits: limits, &allowance) }
        _ = try end(evaluator)
        return errors.map { (index: indexes[$0.index], message: $0.message) }
    }

    /// A program in which some expressions may be none: those give null.
    ///
    /// - Parameter attempts: their positions.
    package func program(
        id: String, expressions: [String], variables: [String], attempts: Set<Int>
    ) throws(JQError) -> JQProgram {
        let program = JQProgram(id: id, expressions: expressions, variables: variables)
        guard !attempts.isEmpty else { return program }
        var expressions = expressions
        for error in try check(program) where attempts.contains(error.index) { expressions[error.index] = "null" }
        return JQProgram(id: id, expressions: expressions, variables: variables)
    }

    /// Evaluates expressions of a program on one value.
    ///
    /// An expression without an output gives null, one with several gives the first. Numbers that an expression only passes
    /// on keep all their digits where it is plain, those of a double elsewhere.
    ///
    /// - Parameters:
    ///   - indexes: positions in `program.expressions`.
    ///   - variables: what `$name` stands for; `__now` is what `now` gives, in seconds.
    ///   - overtime: whom to ask when it takes long; nil: nobody.
    package func evaluate(
        _ program: JQProgram, _ indexes: [Int], on value: JSON, variables: JSONObject, overtime: (any Overtime)? = nil
    ) throws(JQError) -> [JSON] {
        var values = indexes.map { program.plain[$0]?.value(on: value, variables: variables) }
        let rest = indexes.indices.filter { values[$0] == nil }
        counts.countPlainExpressions(indexes.count - rest.count)
        if !rest.isEmpty {
            var bound = variables
            bound[""] = value
            let answers = try evaluate(program, rest.map { indexes[$0] }, on: bound, overtime)
            for (place, answer) in zip(rest, answers) { values[place] = answer }
        }
        return values.map { $0 ?? .null }
    }

    private func evaluate(
        _ program: JQProgram, _ indexes: [Int], on values: JSONObject, _ overtime: (any Overtime)?
    ) throws(JQError) -> [JSON] {
        let isReused = evaluators[program.id] != nil
        do throws(JQError) {
            return try exchange(program, indexes, on: values, overtime)
        } catch {
            // One that was killed from outside while it waited is nobody's fault.
            guard isReused, case .evaluatorLost = error else { throw error }
            return try exchange(program, indexes, on: values, overtime)
        }
    }

    private func exchange(
        _ program: JQProgram, _ indexes: [Int], on values: JSONObject, _ overtime: (any Overtime)?
    ) throws(JQError) -> [JSON] {
        let evaluator = try evaluator(for: program, overtime)
        var allowance = Allowance(limits.time, patience: limits.patience, overtime: overtime, of: evaluator.pid)
        let result = try guarding(evaluator, of: program) {
            try evaluator.evaluate(indexes, on: values, limits: limits, &allowance)
        }
        // Priority is given up for good.
        if evaluator.isRetiring || allowance.isOvertime {
            forget(program.id)
            _ = try end(evaluator)
        }
        return try result.get()
    }

    /// The program's evaluator, a new one where it has none.
    private func evaluator(for program: JQProgram, _ overtime: (any Overtime)?) throws(JQError) -> Evaluator {
        if let running = evaluators[program.id] {
            if order.last != program.id {
                order.removeAll { $0 == program.id }
                order.append(program.id)
            }
            return running
        }
        while order.count >= Self.evaluatorLimit, let oldest = order.first {
            if let evaluator = forget(oldest) { _ = try end(evaluator) }
        }
        let (evaluator, hasProgram) = try start(program)
        if !hasProgram { try define(program, in: evaluator, overtime) }
        evaluators[program.id] = evaluator
        order.append(program.id)
        return evaluator
    }

    private func define(_ program: JQProgram, in evaluator: Evaluator, _ overtime: (any Overtime)?) throws(JQError) {
        var allowance = Allowance(limits.compileTime, patience: limits.patience, overtime: overtime)
        let start = ContinuousClock.now
        let errors = try guarding(evaluator) { try evaluator.define(program, limits: limits, &allowance) }
        if let first = errors.first {
            _ = try end(evaluator)
            throw .expression(index: first.index, message: first.message)
        }
        if ContinuousClock.now - start <= JQLimits.holdTime { try parent?.hold(program) }
    }

    private func start(_ program: JQProgram) throws(JQError) -> (Evaluator, hasProgram: Bool) {
        counts.countEvaluator()
        if let parent {
            do {
                return try parent.start(program)
            } catch {
                // The parent is gone, and with it whoever could end its evaluators: they end with their sockets.
                (self.parent, evaluators, order) = (nil, [:], [])
            }
        }
        let parent = try EvaluatorParent(executable, limits: limits)
        self.parent = parent
        return try parent.start(program)
    }

    /// Ends the evaluator when it is over a limit, and says which.
    private func guarding<T>(
        _ evaluator: Evaluator, of program: JQProgram? = nil, _ body: () throws -> T
    ) throws(JQError) -> T {
        do {
            return try body()
        } catch {
            if let program { forget(program.id) }
            let end = (try? end(evaluator)) ?? .killed
            let reason = (error as? JQError) ?? end.error(limits)
            if case .evaluatorLost = reason {} else { counts.countKill() }
            throw reason
        }
    }

    @discardableResult
    private func forget(_ id: String) -> Evaluator? {
        order.removeAll { $0 == id }
        return evaluators.removeValue(forKey: id)
    }

    private func end(_ evaluator: Evaluator) throws(JQError) -> EvaluatorEnd {
        guard let parent else { return .killed }
        do throws(JQError) {
            return try parent.end(evaluator)
        } catch {
            (self.parent, evaluators, order) = (nil, [:], [])
            throw error
        }
    }
}

extension EvaluatorEnd {
    fileprivate func error(_ limits: JQLimits) -> JQError {
        switch self {
        case .outOfMemory: .memoryLimit(limits.memory)
        case .nestedTooDeep: .recursionLimit
        case .aborted: .aborted
        case .outOfTime: .timeLimit(limits.time)
        case .killed: .evaluatorLost("the evaluator was killed")
        }
    }
}
