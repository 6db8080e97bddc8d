import JSON
import WorkflowDSL

extension Execution {
    /// Starts a `run` task.
    mutating func process(
        _ run: ProcessRun, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        let kind: Effect.Kind
        switch run.process {
        case .workflow(let subworkflow):
            kind = .subworkflow(
                try effect(of: subworkflow, isAwaited: run.await, task: task, using: evaluator))
        case .shell(let shell):
            let arguments = try evaluate(
                Self.template(shell.command, shell.stdin, shell.arguments, shell.environment), task: task,
                using: evaluator)
            let command = try text(arguments[0], of: "shell.command")
            kind = .process(try effect(.shell(command: command), arguments, run))
        case .script(let script):
            kind = .process(try effect(of: script, run, task: task, using: evaluator))
        case .container(let container):
            kind = .process(try effect(of: container, run, task: task, using: evaluator))
        }
        return try ask(for: kind, of: task, using: evaluator)
    }

    private func effect(
        of subworkflow: Subworkflow, isAwaited: Bool, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> SubworkflowEffect {
        let values = try evaluate(
            .array([
                subworkflow.namespace, subworkflow.name, subworkflow.version, subworkflow.input ?? .literal(.null),
            ]), task: task, using: evaluator)
        let version = try text(values[2], of: "workflow.version")
        return SubworkflowEffect(
            namespace: try text(values[0], of: "workflow.namespace"), name: try text(values[1], of: "workflow.name"),
            version: version == "latest" ? nil : version,
            input: subworkflow.input == nil ? task.input : values[3] ?? .null, isAwaited: isAwaited)
    }

    private func effect(
        of script: ScriptProcess, _ run: ProcessRun, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> ProcessEffect {
        switch script.content {
        case .code(let code):
            let values = try evaluate(
                Self.template(code, script.stdin, script.arguments, script.environment), task: task, using: evaluator)
            let code = try text(values[0], of: "script.code")
            return try effect(.script(language: script.language, code: code), values, run)
        case .source(let resource):
            let values = try evaluate(
                Self.template(.literal(.null), script.stdin, script.arguments, script.environment), task: task,
                using: evaluator)
            let source = try location(of: resource, task: task, using: evaluator)
            return try effect(.externalScript(language: script.language, source: source), values, run)
        }
    }

    private func effect(
        of container: ContainerProcess, _ run: ProcessRun, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> ProcessEffect {
        let none = Template.literal(.null)
        let values = try evaluate(
            Self.template(container.image, container.stdin, container.arguments, container.environment), task: task,
            using: evaluator)
        let more = try evaluate(
            .array([
                container.name ?? none, container.command ?? none, container.ports ?? none, container.volumes ?? none,
            ]), task: task, using: evaluator)
        let cleanup =
            switch container.cleanup {
            case .always: "always"
            case .never: "never"
            case .eventually: "eventually"
            }
        let program = ProcessEffect.Container(
            image: try text(values[0], of: "container.image"), name: more[0]?.string, command: more[1]?.string,
            ports: more[2] ?? .null, volumes: more[3] ?? .null, pullPolicy: container.pullPolicy.rawValue,
            cleanup: cleanup)
        return try effect(.container(program), values, run)
    }

    /// All that processes have in common, for one round trip to the evaluator.
    private static func template(
        _ program: Template, _ stdin: Template?, _ arguments: [Template], _ environment: Template?
    ) -> Template {
        .array([program, stdin ?? .literal(.null), .array(arguments), environment ?? .literal(.null)])
    }

    private func effect(
        _ program: ProcessEffect.Program, _ values: JSON, _ run: ProcessRun
    ) throws(WorkflowError) -> ProcessEffect {
        guard let environment = values[3]?.object ?? (values[3]?.isNull == false ? nil : [:]) else {
            throw WorkflowError(.configuration, detail: "`environment` must be an object of scalar values.")
        }
        return ProcessEffect(
            program: program, stdin: values[1].flatMap(\.argument),
            arguments: values[2]?.array?.map { $0.argument ?? "" } ?? [],
            environment: Dictionary(uniqueKeysWithValues: environment.map { ($0, $1.argument ?? "") }),
            isAwaited: run.await,
            output: ProcessEffect.Output(rawValue: run.return.rawValue) ?? .stdout)
    }

    private func text(_ value: JSON?, of member: String) throws(WorkflowError) -> String {
        guard let text = value?.string, !text.isEmpty else {
            throw WorkflowError(
                .configuration,
                detail: "`\(member)` must be a string; it is a value of type \((value ?? .null).kind).")
        }
        return text
    }
}

extension JSON {
    /// The value as a process takes it: strings as they are, null as nothing, the rest as JSON.
    fileprivate var argument: String? {
        isNull ? nil : string ?? text
    }
}
