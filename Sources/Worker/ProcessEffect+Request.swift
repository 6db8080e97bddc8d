import JSON
import Policies
import Processes
import WorkflowEngine

extension ProcessEffect {
    /// What a tenant's policy must allow for it.
    var kind: ProcessKind {
        switch program {
        case .shell: .shell
        case .script, .externalScript: .script
        case .container: .container
        }
    }

    /// - Parameter code: of the script, where it had to be fetched.
    /// - Throws: `WorkflowError` of configuration.
    func request(code fetched: String? = nil) throws(WorkflowError) -> ProcessRequest {
        let kind: ProcessRequest.Kind
        switch program {
        case .shell(let command): kind = .shell(command: command, arguments: arguments)
        case .script(let language, let code):
            kind = .script(Script(try Self.language(language), code: code, arguments: arguments))
        case .externalScript(let language, _):
            kind = .script(Script(try Self.language(language), code: fetched ?? "", arguments: arguments))
        case .container(let container):
            kind = .container(try container.asked(arguments: arguments))
        }
        return ProcessRequest(kind, stdin: stdin ?? "", environment: environment)
    }

    private static func language(_ name: String) throws(WorkflowError) -> ScriptLanguage {
        do {
            return try ScriptLanguage(named: name)
        } catch {
            throw error.workflowError
        }
    }
}

extension ProcessEffect.Container {
    fileprivate func asked(arguments: [String]) throws(WorkflowError) -> Processes.Container {
        Processes.Container(
            image: image, name: name, command: command, arguments: arguments,
            ports: try Self.texts(ports, of: "container.ports"),
            volumes: try Self.texts(volumes, of: "container.volumes"),
            pullPolicy: pullPolicy == "always" ? .always : pullPolicy == "never" ? .never : .ifNotPresent)
    }

    private static func texts(_ value: JSON, of member: String) throws(WorkflowError) -> [String: String] {
        if value.isNull { return [:] }
        guard let members = value.object else {
            throw WorkflowError(.configuration, detail: "`\(member)` must be an object.")
        }
        return Dictionary(uniqueKeysWithValues: members.map { ($0, $1.string ?? $1.text) })
    }
}
