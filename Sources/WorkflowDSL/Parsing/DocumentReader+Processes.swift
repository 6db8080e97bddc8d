import JSON

extension DocumentReader {
    /// `run`: one process, and what becomes of it.
    func processRun(_ node: DocumentNode) -> ProcessRun? {
        let kinds = ["container", "script", "shell", "workflow"]
        let example = "shell: {command: …}"
        guard let members = members(of: node, taking: kinds + ["await", "return"], example: "{\(example)}") else {
            return nil
        }
        let (isAwaited, output) = (bool(members["await"]), word(ProcessRun.Return.self, members["return"]))
        let process = choice(of: kinds, in: members, writing: example).flatMap(process)
        return process.map { ProcessRun(process: $0, await: isAwaited ?? true, return: output ?? .stdout) }
    }

    private func process(_ kind: String, _ node: DocumentNode) -> ProcessRun.Kind? {
        switch kind {
        case "container": container(node).map { .container($0) }
        case "script": script(node).map { .script($0) }
        case "shell": shell(node).map { .shell($0) }
        default: subworkflow(node).map { .workflow($0) }
        }
    }

    private func container(_ node: DocumentNode) -> ContainerProcess? {
        let known = [
            "image", "name", "command", "ports", "volumes", "environment", "stdin", "arguments", "lifetime",
            "pullPolicy",
        ]
        guard let members = members(of: node, taking: known, example: "{image: alpine}") else { return nil }
        let image = required("image", in: members, writing: "image: alpine").flatMap { text($0) }
        let (name, command, stdin) = (text(members["name"]), code(members["command"]), text(members["stdin"]))
        let ports = values(members["ports"], example: "{8080: 80}")
        let volumes = values(members["volumes"], example: "{/data: /data}")
        let environment = environment(members["environment"])
        let arguments = texts(members["arguments"])
        let cleanup = members["lifetime"].flatMap(cleanup)
        let pullPolicy = word(ContainerProcess.PullPolicy.self, members["pullPolicy"])
        return image.map {
            ContainerProcess(
                image: $0, name: name, command: command, ports: ports, volumes: volumes, environment: environment,
                stdin: stdin, arguments: arguments, cleanup: cleanup ?? .never, pullPolicy: pullPolicy ?? .ifNotPresent)
        }
    }

    /// `lifetime`: `after` belongs to `eventually` and to nothing else.
    private func cleanup(_ node: DocumentNode) -> ContainerProcess.Cleanup? {
        guard let members = members(of: node, taking: ["cleanup", "after"], example: "{cleanup: always}") else {
            return nil
        }
        let cleanup = required("cleanup", in: members, writing: "cleanup: always")
            .flatMap { word(ContainerProcess.Cleanup.Word.self, $0) }
        let after = duration(members["after"])
        if cleanup == .eventually {
            _ = required("after", in: members, writing: "after: {minutes: 5}")
            return after.map { .eventually(after: $0) }
        }
        if let cleanup, let node = members["after"] {
            report(
                node, "`after` says when to clean up `eventually`, not \(cleanup.rawValue.quoted); remove one of them")
        }
        return cleanup == .always ? .always : .never
    }

    private func script(_ node: DocumentNode) -> ScriptProcess? {
        let known = ["language", "code", "source", "stdin", "arguments", "environment"]
        guard let members = members(of: node, taking: known, example: "{language: python, code: …}") else {
            return nil
        }
        let language = required("language", in: members, writing: "language: python").flatMap { string($0) }
        if language?.isEmpty == true, let node = members["language"] { report(node, "write `language: python`") }
        let content = choice(of: ["code", "source"], in: members, writing: "code: print(1)")
            .flatMap { name, node -> ScriptProcess.Content? in
                name == "code" ? code(node).map { .code($0) } : resource(node).map { .source($0) }
            }
        let (stdin, arguments) = (text(members["stdin"]), texts(members["arguments"]))
        let environment = environment(members["environment"])
        guard let language, let content else { return nil }
        return ScriptProcess(
            language: language, content: content, stdin: stdin, arguments: arguments, environment: environment)
    }

    private func shell(_ node: DocumentNode) -> ShellProcess? {
        let known = ["command", "stdin", "arguments", "environment"]
        guard let members = members(of: node, taking: known, example: "{command: …}") else { return nil }
        let command = required("command", in: members, writing: "command: echo hello").flatMap { code($0) }
        let (stdin, arguments) = (text(members["stdin"]), texts(members["arguments"]))
        let environment = environment(members["environment"])
        return command.map {
            ShellProcess(command: $0, stdin: stdin, arguments: arguments, environment: environment)
        }
    }

    func environment(_ node: DocumentNode?) -> Template? {
        pairs(node, example: "{LANG: C}") { name, _ in
            name.isEmpty || name.utf8.contains(UInt8(ascii: "="))
                ? "a variable's name has no `=` and is not empty" : nil
        }
    }
}
