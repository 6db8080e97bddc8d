import Foundation
import Identity
import JQ
import JSON
import Testing
import WorkflowDSL
import WorkflowEngine

/// Runs a document in the real engine with a real evaluator; effects are answered by a closure.
final class Interpretation: ExpressionEvaluator {
    let workflow: Workflow
    private(set) var tasks: [Int: TaskRecord] = [:]
    private(set) var effects: [Effect] = []
    private(set) var journal: [JournalEntry] = []
    private let jq: JQ
    private let program: JQProgram
    private let input: JSON

    static let startedAt = Timestamp(microseconds: 1_700_000_000_000_000)

    init(_ tasks: String, input: JSON = [:], top: String = "") throws {
        let document = """
            document: {dsl: 1.0.3, namespace: test, name: test, version: 1.0.0}
            \(top)
            do:
            \(tasks)
            """
        workflow = try WorkflowParser.parse(Array(document.utf8), as: .yaml, for: .running)
        jq = JQ(evaluator: Self.evaluatorPath)
        program = JQProgram(
            id: UUID().uuidString, expressions: workflow.expressions.expressions,
            variables: workflow.expressions.variables)
        self.input = input
    }

    func evaluate(_ indexes: [Int], on value: JSON, variables: JSONObject) throws(ExpressionFailure) -> [JSON] {
        do {
            return try jq.evaluate(program, indexes, on: value, variables: variables)
        } catch {
            if case .expression(let index, let message) = error {
                throw ExpressionFailure(index: index, message: message)
            }
            throw ExpressionFailure(index: nil, message: "\(error)")
        }
    }

    /// Interprets from the start: the given journal first, then `answer` for each further effect, each a second later.
    @discardableResult
    func run(
        replaying lines: [JournalEntry] = [],
        answering answer: (Effect) -> Result<JSON, WorkflowError> = { _ in .success(.null) }
    ) throws -> Outcome {
        var execution = Execution(
            of: workflow, run: RunDescription(id: "run", input: input, startedAt: Self.startedAt))
        (tasks, effects, journal) = ([:], [], lines)
        var rest = lines[...]
        var step = execution.start(using: self)
        while true {
            for task in step.tasks { tasks[task.ordinal] = task }
            switch step.next {
            case .finished(let outcome):
                return outcome
            case .yield:
                step = execution.resume(using: self)
            case .effect(let effect):
                let entry: JournalEntry
                if let line = rest.popFirst() {
                    #expect(line.ordinal == effect.ordinal)
                    entry = try #require(JournalEntry(json: line.json))
                } else {
                    effects.append(effect)
                    let time = Self.startedAt + .seconds(journal.count + 1)
                    entry = JournalEntry(ordinal: effect.ordinal, at: time, result: answer(effect))
                    journal.append(entry)
                }
                step = execution.resume(with: entry, using: self)
            }
        }
    }

    func output(answering answer: (Effect) -> Result<JSON, WorkflowError> = { _ in .success(.null) }) throws -> JSON {
        let outcome = try run(answering: answer)
        guard case .completed(let output) = outcome else {
            Issue.record("the run ended as \(outcome)")
            return .null
        }
        return output
    }

    func error(answering answer: (Effect) -> Result<JSON, WorkflowError> = { _ in .success(.null) }) throws
        -> WorkflowError
    {
        guard case .faulted(let error) = try run(answering: answer) else {
            Issue.record("the run did not fault")
            return WorkflowError(type: "none", status: 0)
        }
        return error
    }

    /// `name status` of every task instance, in order.
    var story: [String] {
        tasks.sorted { $0.key < $1.key }.map { "\($0.value.name) \($0.value.status.rawValue)" }
    }

    private static var evaluatorPath: String {
        let executable = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = executable.deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("JQEvaluator").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder = folder.deletingLastPathComponent()
        }
        return "JQEvaluator"
    }
}
