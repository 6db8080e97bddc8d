import CJq
import Glibc

/// The expressions of one workflow version, compiled together: libjq takes about 30 ms to parse its own library for
/// every compilation, so there is one for all of them, which dispatches on an index.
final class Program {
    /// An expression raised an error.
    struct Failure: Error {
        let message: String
    }

    private let state: OpaquePointer

    private init(state: OpaquePointer) {
        self.state = state
    }

    deinit {
        var state: OpaquePointer? = state
        jq_teardown(&state)
    }

    /// - Returns: a program, or what is wrong with which expressions.
    static func compile(_ definition: Definition) -> Result<Program, Faults> {
        let unclosed = definition.expressions.enumerated().compactMap { index, expression in
            Brackets.problem(in: expression).map { (index: index, message: $0) }
        }
        if !unclosed.isEmpty { return .failure(Faults(errors: Array(unclosed.prefix(Faults.limit)))) }
        return compile(ProgramText(definition).whole).mapError { failure in
            Faults(in: definition, whole: failure)
        }
    }

    /// - Parameter values: of the variables, and under an empty name what `.` stands for.
    /// - Returns: the first output; null when there is none.
    func evaluate(_ index: Int, on values: JV) -> Result<JV, Failure> {
        let bound = JV(["i": JV(index: index), "x": values])
        jq_start(state, bound.copy, 0)
        let output = JV(jq_next(state))
        if let message = output.failure { return .failure(Failure(message: message)) }
        if jq_halted(state) != 0 { return .failure(Failure(message: "halt is not available in workflows")) }
        return .success(output.isValid ? output : JV(jv_null()))
    }

    /// Without this, libjq would abort when it gets no memory, as for every other trouble.
    func exitsWithoutMemory() {
        // libjq 1.6 does not hand over the data that it is given for the handler.
        jq_set_nomem_handler(state, { _ in _exit(EvaluatorLimits.memoryStatus) }, nil)
    }

    /// Compiles a whole text.
    static func compile(_ text: String) -> Result<Program, Failure> {
        guard let state = jq_init() else { return .failure(Failure(message: "out of memory")) }
        let program = Program(state: state)
        let messages = Messages()
        jq_set_error_cb(
            state,
            { context, message in
                let text = JV(message)
                guard let context, let line = text.string else { return }
                Unmanaged<Messages>.fromOpaque(context).takeUnretainedValue().lines.append(line)
            }, Unmanaged.passUnretained(messages).toOpaque())
        let isCompiled = withExtendedLifetime(messages) { jq_compile(state, text) != 0 }
        jq_set_error_cb(state, { _, message in jv_free(message) }, nil)
        return isCompiled ? .success(program) : .failure(Failure(message: messages.first))
    }

    private final class Messages {
        var lines: [String] = []

        /// libjq's first message without what speaks of its own program and command line.
        var first: String {
            let line = lines.first?.split(separator: "\n").first.map(String.init) ?? "the expression does not compile"
            let message = line.replacing("jq: error: ", with: "").replacing(" (Unix shell quoting issues?)", with: "")
            return message.firstRange(of: " at <top-level>").map { String(message[..<$0.lowerBound]) } ?? message
        }
    }
}
