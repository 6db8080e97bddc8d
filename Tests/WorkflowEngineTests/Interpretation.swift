import Foundation
import Identity
import JQ
import JSON
import JSONSchema
import Testing
import WorkflowDSL
import WorkflowEngine

/// Runs a document in the real engine with a real evaluator; effects are answered by a closure.
final class Interpretation: ExpressionEvaluator {
    let workflow: Workflow
    private(set) var tasks: [Int: TaskRecord] = [:]
    private(set) var effects: [Effect] = []
    private(set) var journal: [JournalEntry] = []
    private(set) var withdrawn: [Int] = []
    /// What stood in fields that schemas mark secret.
    private(set) var secretValues: Set<JSON> = []
    /// Events that no `listen` took.
    private(set) var refused: [JSON] = []
    var secrets: JSONObject = [:]
    private var now = Interpretation.startedAt
    private let jq: JQ
    private let program: JQProgram
    private let input: JSON

    static let startedAt = Timestamp(microseconds: 1_700_000_000_000_000)

    init(_ tasks: String, input: JSON = [:], top: String = "", texts: [String: String] = [:]) throws {
        let document = """
            document: {dsl: 1.0.3, namespace: test, name: test, version: 1.0.0}
            \(top)
            do:
            \(tasks)
            """
        workflow = try WorkflowParser.parse(Array(document.utf8), as: .yaml, for: .running, with: texts)
        jq = JQ(evaluator: Self.evaluatorPath)
        let table = workflow.expressions
        program = try jq.program(
            id: UUID().uuidString, expressions: table.expressions, variables: table.variables,
            attempts: table.attempts)
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

    func issues(of value: JSON, against schema: SchemaDefinition) throws(WorkflowError) -> [String] {
        guard case .inline(let content) = schema.content else { return ["is not there"] }
        do {
            return try JSONSchema(content).issues(value).map { "\($0.pointer) \($0.message)" }
        } catch {
            throw WorkflowError(.configuration, detail: "\(error)")
        }
    }

    func concealed(_ value: JSON, by schema: SchemaDefinition) -> Concealed? {
        guard case .inline(let content) = schema.content, let fields = SecretFields(content) else { return nil }
        let (shown, secrets) = fields.conceal(value, with: Concealed.mark)
        return Concealed(shown: shown, secrets: secrets)
    }

    typealias Answer = (Effect) -> Result<JSON, WorkflowError>?

    /// Interprets from the start: the given journal first, then `answer` for each further effect, a second later each.
    /// Timers end at their time, when nothing else is to be answered; what `answer` has nothing for stays open, but for
    /// timers.
    ///
    /// - Parameter snapshotAt: after so many lines of the journal the state is written and read back.
    /// - Returns: nil where the run waits for something that has no answer.
    @discardableResult
    func interpret(
        replaying lines: [JournalEntry] = [], snapshotAt: Int? = nil,
        answering answer: Answer = { _ in .success(.null) }
    ) throws -> Outcome? {
        let description = RunDescription(id: "run", input: input, startedAt: Self.startedAt, secrets: secrets)
        var execution = Execution(of: workflow, run: description)
        (tasks, effects, withdrawn, journal, now) = ([:], [], [], [], Self.startedAt)
        var open: [Effect] = []
        var rest = lines[...]
        var step = execution.start(using: self)
        while true {
            for task in step.tasks { tasks[task.ordinal] = task }
            secretValues = execution.secretValues
            withdrawn += step.withdrawn
            open.removeAll { step.withdrawn.contains($0.ordinal) }
            open += step.effects
            if case .finished(let outcome) = step.next { return outcome }
            #expect(execution.outstandingEffects.map(\.ordinal) == open.map(\.ordinal))
            if case .yield = step.next {
                step = execution.resume(using: self)
                continue
            }
            if journal.count == snapshotAt {
                let snapshot = try #require(execution.snapshot)
                execution = try #require(
                    Execution(of: workflow, run: description, snapshot: try JSON(parsing: snapshot.bytes)))
            }
            let entry: JournalEntry
            if let line = rest.popFirst() {
                entry = try #require(JournalEntry(json: line.json))
            } else if let next = try self.next(of: open, answering: answer, execution) {
                entry = next
            } else {
                return nil
            }
            journal.append(entry)
            now = max(now, entry.at)
            open.removeAll { $0.ordinal == entry.ordinal && !$0.isListening }
            step = execution.resume(with: entry, using: self)
        }
    }

    private func next(of open: [Effect], answering answer: Answer, _ execution: Execution) throws -> JournalEntry? {
        for effect in open where effect.timer == nil {
            while let result = answer(effect) {
                if effect.isListening, case .success(let event) = result,
                    try !execution.accepts(event, for: effect.ordinal, using: self)
                {
                    refused.append(event)
                    continue
                }
                effects.append(effect)
                return JournalEntry(ordinal: effect.ordinal, at: now + .seconds(1), result: result)
            }
        }
        let timers = open.compactMap { effect in effect.timer.map { (effect, $0) } }
        guard let (effect, time) = timers.min(by: { ($0.1, $0.0.ordinal) < ($1.1, $1.0.ordinal) }) else { return nil }
        effects.append(effect)
        return JournalEntry(ordinal: effect.ordinal, at: max(now, time), result: .success(.null))
    }

    @discardableResult
    func run(
        replaying lines: [JournalEntry] = [], answering answer: Answer = { _ in .success(.null) }
    ) throws -> Outcome {
        try #require(try interpret(replaying: lines, answering: answer), "the run waits for ever")
    }

    func output(answering answer: Answer = { _ in .success(.null) }) throws -> JSON {
        let outcome = try run(answering: answer)
        guard case .completed(let output) = outcome else {
            Issue.record("the run ended as \(outcome)")
            return .null
        }
        return output
    }

    func error(answering answer: Answer = { _ in .success(.null) }) throws
        -> WorkflowError
    {
        guard case .faulted(let error) = try run(answering: answer) else {
            Issue.record("the run did not fault")
            return WorkflowError(type: "none", status: 0)
        }
        return error
    }

    /// What explains every task instance, in order.
    var details: [JSON?] {
        tasks.sorted { $0.key < $1.key }.map(\.value.detail)
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

extension Effect {
    /// When it ends, if it is a timer.
    var timer: Timestamp? {
        if case .timer(let time) = kind { time } else { nil }
    }

    var isListening: Bool {
        if case .listen = kind { true } else { false }
    }
}
