import CJq

/// The expressions of one workflow version, compiled together: libjq takes about 30 ms to parse its own library for
/// every compilation, so there is one for all of them, which dispatches on an index.
final class Program {
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
    static func compile(
        _ expressions: [String], variables: [String]
    ) -> (program: Program?, errors: [(index: Int, message: String)]) {
        var errors: [(index: Int, message: String)] = []
        for (index, expression) in expressions.enumerated() {
            if let message = Brackets.problem(in: expression) { errors.append((index, message)) }
        }
        if !errors.isEmpty { return (nil, errors) }
        let branches = expressions.enumerated().map { "if $__i == \($0) then (\n\($1)\n) el" }.joined()
        let whole = header(variables) + (expressions.isEmpty ? "null" : branches + "se null end")
        if case .success(let program) = compile(whole) { return (program, []) }
        for (index, expression) in expressions.enumerated() {
            if case .failure(let failure) = compile(header(variables) + "(\n\(expression)\n)") {
                errors.append((index, failure.message))
            }
        }
        return (nil, errors.isEmpty ? [(0, "the expressions do not compile together")] : errors)
    }

    /// The first output; null when there is none.
    func evaluate(_ index: Int, on value: JV, variables: JV) -> Result<JV, Failure> {
        let bound = JV(["i": JV(index: index), "v": value, "x": variables])
        jq_start(state, bound.copy, 0)
        let output = JV(jq_next(state))
        if let message = output.failure { return .failure(Failure(message: message)) }
        if jq_halted(state) != 0 { return .failure(Failure(message: "halt is not available in workflows")) }
        return .success(output.isValid ? output : JV(jv_null()))
    }

    /// Binds the variables, and takes away what reaches out of the expression. The environment is empty anyway.
    private static func header(_ variables: [String]) -> String {
        let names = variables.map { "\($0): $\($0)" } + ["__now: $__now"]
        return """
            def env: {}; def stderr: .; def debug: .; def debug(f): .;
            def input: error("input is not available in workflows"); def inputs: input;
            def halt: error("halt is not available in workflows"); def halt_error: halt; def halt_error(f): halt;
            . as {i: $__i, v: $__v, x: {\(names.joined(separator: ", "))}}
            | def now: $__now; {} as $ENV | $__v |

            """
    }

    private static func compile(_ text: String) -> Result<Program, Failure> {
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

extension JV {
    convenience init(index: Int) {
        self.init(jv_number(Double(index)))
    }

    static var `true`: JV { JV(jv_true()) }
}
