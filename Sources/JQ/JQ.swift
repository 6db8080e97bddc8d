import ChildProcess
import Glibc
package import JSON

/// Evaluates jq expressions in a process of its own, under limits.
///
/// libjq cannot be interrupted, so a process that is over a limit is killed; the next call starts a new one. One thread
/// owns a `JQ`.
package final class JQ {
    private let evaluator: String
    private let limits: JQLimits
    private var process: EvaluatorProcess?
    /// The programs that the process has, as far as this side knows.
    private var defined: Set<String> = []

    /// - Parameter evaluator: path of the `JQEvaluator` program.
    package init(evaluator: String, limits: JQLimits = JQLimits()) {
        self.evaluator = evaluator
        self.limits = limits
    }

    /// Compiles a program.
    ///
    /// - Returns: what is wrong with which expressions; empty when all is well.
    package func check(_ program: JQProgram) throws(JQError) -> [(index: Int, message: String)] {
        let answer = try exchange(program.definition, limit: limits.compileTime)
        let errors = answer["errors"]?.array ?? []
        if errors.isEmpty { defined.insert(program.id) }
        return errors.map { (index: $0[0]?.int ?? 0, message: $0[1]?.string ?? "") }
    }

    /// Evaluates expressions of a program on one value.
    ///
    /// An expression without an output gives null, one with several gives the first.
    ///
    /// - Parameters:
    ///   - indexes: positions in `program.expressions`.
    ///   - variables: what `$name` stands for; `__now` is what `now` gives, in seconds.
    package func evaluate(
        _ program: JQProgram, _ indexes: [Int], on value: JSON, variables: JSONObject
    ) throws(JQError) -> [JSON] {
        if !defined.contains(program.id) { try define(program) }
        let request: JSON = [
            "evaluate": .string(program.id), "indexes": .array(indexes.map { JSON($0) }), "value": value,
            "variables": .object(variables),
        ]
        var answer = try exchange(request, limit: limits.time)
        if answer["unknown"] != nil {
            try define(program)
            answer = try exchange(request, limit: limits.time)
        }
        if let failed = answer["failed"] {
            throw .expression(index: failed[0]?.int ?? 0, message: failed[1]?.string ?? "")
        }
        guard let values = answer["values"]?.array, values.count == indexes.count else {
            throw .evaluatorLost("the evaluator answered something else than values")
        }
        return values
    }

    private func define(_ program: JQProgram) throws(JQError) {
        if let first = try check(program).first { throw .expression(index: first.index, message: first.message) }
    }

    private func exchange(_ request: JSON, limit: Duration) throws(JQError) -> JSON {
        let process = if let running = process { running } else { try start() }
        do throws(JQError) {
            return try process.exchange(request.bytes, time: limit, outputLimit: limits.output)
        } catch {
            // Whatever happened, the process is in the middle of something.
            self.process = nil
            defined = []
            throw error
        }
    }

    private func start() throws(JQError) -> EvaluatorProcess {
        let process = try EvaluatorProcess(evaluator, memory: limits.memory)
        self.process = process
        defined = []
        return process
    }
}

extension JQProgram {
    fileprivate var definition: JSON {
        [
            "define": .string(id), "expressions": .array(expressions.map { .string($0) }),
            "variables": .array(variables.map { .string($0) }),
        ]
    }
}
