import CJq
import Glibc

/// Compiles and evaluates one program; a process of its own, which its owner kills when it is over a limit.
///
/// Reads frames from its socket and answers each with a frame of JSON:
///
/// - `{"define": {"expressions": […], "variables": […]}}` → `{"errors": [[index, message], …]}`.
/// - `{"evaluate": [index, …], "values": {name: …}, "same": [name, …], "keep": [name, …]}` → `{"values": […]}`, or
///   `{"failed": [index, message]}`. The names are those of variables, and empty for what `.` stands for. Values under
///   `same` are those that an earlier request asked to keep; the others are forgotten. `"retire": true` asks the owner to
///   take another evaluator the next time.
/// - Either may be answered with `{"over": true}`: the answer is longer than the limit.
final class Evaluator {
    private let socket: Int32
    private let limits: EvaluatorLimits
    private var program: Program?
    private var kept: [String: JV] = [:]

    init(socket: Int32, program: Program?, limits: EvaluatorLimits) {
        self.socket = socket
        self.program = program
        self.limits = limits
    }

    /// Works until the owner closes the socket.
    func serve() {
        program?.exitsWithoutMemory()
        while let frame = Frame.read(from: socket) {
            alarm(limits.seconds)
            let answer = answer(JV(parsing: frame)).dumped
            let isOver = answer.length > limits.output
            guard Frame.write(isOver ? JV(["over": JV(true)]).dumped : answer, to: socket) else { return }
            alarm(0)
        }
    }

    private func answer(_ request: JV) -> JV {
        let definition = request["define"]
        return definition.isValid ? define(Definition(definition)) : evaluate(request)
    }

    private func define(_ definition: Definition) -> JV {
        let errors: [(index: Int, message: String)]
        switch Program.compile(definition) {
        case .success(let compiled):
            program = compiled
            program?.exitsWithoutMemory()
            errors = []
        case .failure(let failure):
            errors = failure.errors
        }
        return JV(["errors": JV(errors.map { JV([JV(index: $0.index), JV($0.message)]) })])
    }

    private func evaluate(_ request: JV) -> JV {
        guard let program else { return JV(["failed": JV([JV(index: 0), JV("no program was defined")])]) }
        let values = request["same"].elements.compactMap(\.string).reduce(request["values"]) { values, name in
            kept[name].map { values.setting(name, to: $0) } ?? values
        }
        kept = [:]
        for name in request["keep"].elements.compactMap(\.string) { kept[name] = values[name] }
        var outputs: [JV] = []
        for index in request["evaluate"].elements.compactMap(\.int) {
            switch program.evaluate(index, on: values) {
            case .success(let output): outputs.append(output)
            case .failure(let failure): return JV(["failed": JV([JV(index: index), JV(failure.message)])])
            }
        }
        let answer = JV(["values": JV(outputs)])
        return limits.areNear ? answer.setting("retire", to: JV(true)) : answer
    }
}
