import JSON
import TestServers
import Testing

/// Programs that workflows run, as the API shows them.
@Suite struct ProcessTests {
    @Test func `digest 8: shell commands and scripts run, and give what the task asks for`() throws {
        let service = ScriptedServer { _ in .text("import sys\nprint('fetched', *sys.argv[1:])") }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: programs, version: 1.0.0}
                do:
                  - shell:
                      run:
                        shell:
                          command: "cat; echo $1 $WORD; echo bad >&2; exit 3"
                          stdin: "${ .text }"
                          arguments: ["${ .first }"]
                          environment: {WORD: w}
                        return: all
                      export: {as: "{all: $output}"}
                  - python:
                      run:
                        script: {language: python, code: "import sys; print(sys.argv[1])", arguments: [p]}
                        return: stdout
                      export: {as: "$context + {python: $output}"}
                  - js:
                      run:
                        script: {language: js, code: "process.exit(Number(process.argv[2]))", arguments: ["4"]}
                        return: code
                      export: {as: "$context + {js: $output}"}
                  - fetched:
                      run:
                        script:
                          language: python
                          source: {endpoint: "http://127.0.0.1:\(service.port)/script.py"}
                          arguments: [a]
                      export: {as: "$context + {fetched: $output}"}
                  - unawaited:
                      run: {shell: {command: "sleep 1007"}, await: false}
                      export: {as: "$context + {unawaited: $output}"}
                  - end: {set: "${ $context }"}
                """)
            let run = try client.finished(
                client.start("test/programs", input: ["text": "in ", "first": "a b"]), limit: .seconds(60))
            #expect(
                run["output"] == [
                    "all": ["code": 3, "stdout": "in a b w\n", "stderr": "bad\n"], "python": "p\n", "js": 4,
                    "fetched": "fetched a\n", "unawaited": "fetched a\n",
                ], "\(run)")
        }
    }

    @Test func `digest 8: a code other than 0 faults a task that did not ask for it`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.shell("echo why >&2; exit 5"))
            let error = try client.finished(client.start("test/shell"))["error"]
            #expect(error?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/runtime", "\(error ?? .null)")
            #expect(error?["detail"]?.string?.contains("code 5") == true)
            #expect(error?["detail"]?.string?.hasSuffix("why\n") == true)
        }
    }

    @Test func `what the policy does not allow is refused, and says how to allow it`() throws {
        try Platform.run(variables: ["PROCESSES_ALLOW": "script"]) { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.shell("echo no"))
            let error = try client.finished(client.start("test/shell"))["error"]
            #expect(error?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/authorization")
            #expect(error?["status"] == 403)
            let detail = error?["detail"]?.string ?? ""
            #expect(detail.contains("intelligentic tenant policy set --process shell"), "\(detail)")
        }
    }

    private static func shell(_ command: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: shell, version: 1.0.0}
        do:
          - go: {run: {shell: {command: "\(command)"}}}
        """
    }
}
