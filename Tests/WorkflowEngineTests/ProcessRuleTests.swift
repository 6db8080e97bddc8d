import JSON
import Testing
import WorkflowEngine

/// Digest section 8: what `run` asks for.
struct ProcessRuleTests {
    private func effect(_ run: String, input: JSON = [:]) throws -> ProcessEffect {
        let interpretation = try Interpretation("- r: {run: {\(run)}}", input: input)
        try interpretation.run()
        guard case .process(let process)? = interpretation.effects.first?.kind else { throw Missing() }
        return process
    }

    private struct Missing: Error {}

    @Test func `digest 8: a shell gets its command as it stands, arguments, variables and stdin evaluated`() throws {
        let process = try effect(
            "shell: {command: 'echo ${HOME} $1', stdin: '${ .text }', arguments: ['${ .n }', b], environment: {A: '${ .n }'}}",
            input: ["text": "in", "n": 3])
        guard case .shell(let command) = process.program else { throw Missing() }
        #expect(command == "echo ${HOME} $1")
        #expect(process.stdin == "in")
        #expect(process.arguments == ["3", "b"])
        #expect(process.environment == ["A": "3"])
        #expect(process.isAwaited)
        #expect(process.output == .stdout)
    }

    @Test func `digest 8: a script is code, or stands elsewhere`() throws {
        guard
            case .script(let language, let code) = try effect("script: {language: js, code: 'x = `${a}`'}").program
        else { throw Missing() }
        #expect(language == "js")
        #expect(code == "x = `${a}`")
        let elsewhere = try effect(
            "script: {language: python, source: {endpoint: 'http://x.test/{name}'}}", input: ["name": "a.py"])
        guard case .externalScript(_, let source) = elsewhere.program else { throw Missing() }
        #expect(source.url == "http://x.test/a.py")
    }

    @Test func `digest 8: a container with all that it can be given`() throws {
        let process = try effect(
            """
            container: {image: '${ .image }', name: box, command: run, ports: {8080: 80}, volumes: {/a: /b}, environment: {A: b}, stdin: in, arguments: [c], pullPolicy: never, lifetime: {cleanup: eventually, after: PT1M}}
            """, input: ["image": "busybox"])
        guard case .container(let container) = process.program else { throw Missing() }
        #expect(container.image == "busybox")
        #expect(container.name == "box")
        #expect(container.command == "run")
        #expect(container.ports == ["8080": 80])
        #expect(container.volumes == ["/a": "/b"])
        #expect(container.pullPolicy == "never")
        #expect(container.cleanup == "eventually")
        #expect(process.environment == ["A": "b"])
        #expect(process.stdin == "in")
        #expect(process.arguments == ["c"])
    }

    @Test func `digest 8: a container that says no more is pulled where it is missing, and removed never`() throws {
        guard case .container(let container) = try effect("container: {image: a}").program else { throw Missing() }
        #expect(container.pullPolicy == "ifNotPresent")
        #expect(container.cleanup == "never")
    }

    @Test(
        arguments: [
            ("stdout", "out"), ("stderr", "err"), ("code", 3), ("none", nil),
            ("all", ["code": 3, "stdout": "out", "stderr": "err"]),
        ] as [(String, JSON)])
    func `digest 8: return chooses the output`(name: String, output: JSON) throws {
        let process = try effect("shell: {command: a}, return: \(name)")
        #expect(process.result(code: 3, stdout: "out", stderr: "err") == output)
    }

    @Test func `digest 8: what is not awaited passes the transformed input on`() throws {
        for kind in ["shell: {command: a}", "workflow: {namespace: n, name: m, version: latest}"] {
            let run = try Interpretation("- r: {input: {from: .n}, run: {await: false, \(kind)}}", input: ["n": 4])
            #expect(try run.output { _ in .success(.null) } == 4)
        }
    }

    @Test func `digest 8: a workflow in its latest version or another, with an input or the task's own`() throws {
        func effect(_ members: String) throws -> SubworkflowEffect {
            let run = try Interpretation(
                "- r: {run: {workflow: {namespace: n, name: '${ .name }', \(members)}}}", input: ["name": "m"])
            try run.run()
            guard case .subworkflow(let workflow)? = run.effects.first?.kind else { throw Missing() }
            return workflow
        }
        let latest = try effect("version: latest")
        #expect(latest.name == "m")
        #expect(latest.version == nil)
        #expect(latest.input == ["name": "m"])
        let fixed = try effect("version: 1.2.3, input: {x: '${ .name }'}")
        #expect(fixed.version == "1.2.3")
        #expect(fixed.input == ["x": "m"])
    }

    @Test func `digest 8: the other run's output is the task's, its fault one of the task`() throws {
        let tasks = "- r: {run: {workflow: {namespace: n, name: m, version: latest}, return: stderr}}"
        #expect(try Interpretation(tasks).output { _ in .success(["of": "child"]) } == ["of": "child"])
        let error = try Interpretation(tasks).error { _ in
            .failure(WorkflowError(type: "https://x.test/e", status: 418))
        }
        #expect(error.type == "https://x.test/e")
        #expect(error.instance == "/do/0/r")
    }
}
