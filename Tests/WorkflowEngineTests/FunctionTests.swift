import JSON
import Testing
import WorkflowEngine

/// Digest sections 9, 13, 3 and 10: functions, extensions, schemas, secrets and authentications.
struct FunctionTests {
    @Test func `digest 9: a function is a whole task, with its arguments as raw input`() throws {
        let run = try Interpretation(
            "- c: {call: greet, with: {name: '${ .who }'}, output: {as: '{said: .}'}}", input: ["who": "Ada"],
            top:
                "use: {functions: {greet: {input: {from: .name}, set: '${ \"Hello \" + . }', output: {as: '. + \"!\"'}}}}"
        )
        #expect(try run.output() == ["said": "Hello Ada!"])
        #expect(run.story == ["c completed", "greet completed"])
    }

    @Test func `digest 9: an error in a function is one of its caller`() throws {
        let run = try Interpretation(
            "- c: {call: bad}",
            top: "use: {functions: {bad: {do: [{r: {raise: {error: {type: 'https://x.test/e', status: 400}}}}]}}}")
        #expect(try run.error().instance == "/do/0/c")
    }

    @Test func `9: a function from elsewhere runs as one of the document, also after a snapshot`() throws {
        let url = "https://a.example/greet.yaml"
        let run = try Interpretation(
            "- c: {call: '\(url)', with: {name: '${ .who }'}}", input: ["who": "Ada"],
            texts: [
                url: """
                input: {schema: {resource: {endpoint: 'https://a.example/schema'}}}
                do:
                  - wait: {wait: {seconds: 1}}
                  - say: {set: {said: '${ .name }'}}
                """,
                "https://a.example/schema": "required: [name]",
            ])
        let outcome = try run.interpret(snapshotAt: 0)
        guard case .completed(let output)? = outcome else {
            return #expect(Bool(false), "\(String(describing: outcome))")
        }
        #expect(output == ["said": "Ada"])
        #expect(run.story.last == "say completed")
        let wrong = try Interpretation(
            "- c: {call: '\(url)'}",
            texts: [
                url: "input: {schema: {resource: {endpoint: 'https://b.example'}}}\nset: {a: 1}",
                "https://b.example": "required: [z]",
            ])
        #expect(try wrong.error().type == StandardError.validation.type)
        #expect(try wrong.error().instance == "/do/0/c")
    }

    @Test func `a function that calls itself for ever faults`() throws {
        let run = try Interpretation("- c: {call: again}", top: "use: {functions: {again: {call: again}}}")
        #expect(try run.error().type == StandardError.runtime.type)
    }

    @Test func `digest 13: before and after, in order, with the extended task in $task`() throws {
        let run = try Interpretation(
            "- a: {set: {x: 1}}\n- b: {call: agent, with: {agent: z}}",
            top: """
                use:
                  extensions:
                    - log:
                        extend: call
                        when: $task.with.agent == "z"
                        before: [{pre: {set: '${ $task.name }', export: {as: '{log: [.]}'}}}]
                        after: [{post: {set: '${ . }', export: {as: '$context + {after: .}'}}}]
                output: {as: '{out: ., log: $context}'}
                """)
        #expect(
            try run.output { _ in .success("answer") } == [
                "out": "answer", "log": ["log": ["b"], "after": "answer"],
            ])
        #expect(run.story == ["a completed", "pre completed", "b completed", "post completed"])
    }

    @Test func `digest 13: exit in before bypasses the task with what was injected`() throws {
        let run = try Interpretation(
            "- b: {call: agent, with: {agent: z}}\n- c: {set: '${ {got: .} }'}",
            top: "use: {extensions: [{mock: {extend: call, before: [{pre: {set: {mocked: true}, then: exit}}]}}]}")
        #expect(try run.output() == ["got": ["mocked": true]])
        #expect(run.effects.isEmpty)
    }

    @Test func `digest 13: extensions are not applied to their own tasks`() throws {
        let run = try Interpretation(
            "- a: {set: {x: 1}}", top: "use: {extensions: [{e: {extend: all, before: [{pre: {set: {y: 1}}}]}}]}")
        #expect(try run.output() == ["x": 1])
        #expect(run.story == ["pre completed", "a completed"])
    }

    @Test(arguments: [
        ("{set: {b: 1}, input: {schema: {document: {required: [z]}}}}", "/do/0/a"),
        ("{set: {b: 1}, output: {schema: {document: {required: [z]}}}}", "/do/0/a"),
        ("{set: {b: 1}, export: {as: ., schema: {document: {required: [z]}}}}", "/do/0/a"),
    ])
    func `digest A26: a task's data is held against its schemas`(task: String, instance: String) throws {
        let run = try Interpretation("- a: \(task)")
        let error = try run.error()
        #expect(error.type == StandardError.validation.type)
        #expect(error.status == 400)
        #expect(error.instance == instance)
    }

    @Test func `digest 3: the workflow's input is raw where it is checked, its output is shaped`() throws {
        let top = """
            input: {schema: {document: {required: [who]}}, from: .who}
            output: {as: '{said: .}', schema: {document: {required: [said]}}}
            """
        #expect(try Interpretation("- a: {set: '${ . }'}", input: ["who": 1], top: top).output() == ["said": 1])
        let error = try Interpretation("- a: {set: '${ . }'}", input: [:], top: top).error()
        #expect(error.type == StandardError.validation.type)
        #expect(error.instance == "/")
    }

    @Test func `digest A6: secrets are arguments of expressions, and whole authentications`() throws {
        let run = try Interpretation(
            """
            - a: {call: http, with: {method: get, endpoint: {uri: 'http://x.test', authentication: {bearer: {token: '${ $secrets.key }'}}}}}
            - b: {call: http, with: {method: get, endpoint: {uri: 'http://x.test', authentication: {basic: {use: login}}}}}
            """, top: "use: {secrets: [key, login]}")
        run.secrets = ["key": "k1", "login": ["username": "u", "password": "p"]]
        try run.run()
        let credentials = run.effects.map { effect -> CallCredentials? in
            guard case .http(let call) = effect.kind else { return nil }
            return call.credentials
        }
        #expect(credentials.map { $0?.scheme } == ["bearer", "basic"])
        #expect(credentials.map { $0?.members } == [["token": "k1"], ["username": "u", "password": "p"]])
    }

    @Test func `digest 4: $authorization after a call that has one`() throws {
        let run = try Interpretation(
            """
            - a:
                call: http
                with: {method: get, endpoint: {uri: 'http://x.test', authentication: {basic: {username: u, password: p}}}}
                output: {as: $authorization}
            """)
        #expect(try run.output() == ["scheme": "basic", "parameter": "dTpw"])
    }

    @Test func `digest 13: composite covers do and fork, all covers everything, others their kind`() throws {
        func extended(_ target: String) throws -> [String] {
            let run = try Interpretation(
                """
                - d: {do: [{s: {set: {x: 1}}}]}
                - f: {fork: {branches: [{b: {set: {x: 2}}}]}}
                - t: {try: [{w: {wait: PT1S}}], catch: {}}
                """, top: "use: {extensions: [{e: {extend: \(target), before: [{pre: {set: '${ $task.name }'}}]}}]}")
            try run.run()
            return run.tasks.values.filter { $0.name == "pre" }.sorted { $0.ordinal < $1.ordinal }
                .compactMap { $0.output?.string }
        }
        #expect(try extended("composite") == ["d", "f"])
        #expect(try extended("set") == ["s", "b"])
        #expect(try extended("wait") == ["w"])
        #expect(try extended("all") == ["d", "s", "f", "b", "t", "w"])
    }

    @Test func `digest A7: what extensions give is not the task's, and its own work is not extended`() throws {
        let run = try Interpretation(
            "- a: {set: '${ . }'}\n- b: {set: '${ . + [1] }'}", input: [0],
            top: """
                use:
                  extensions:
                    - one: {extend: set, before: [{x: {set: {x: 9}}}], after: [{y: {do: [{z: {set: {x: 8}}}]}}]}
                    - two: {extend: set, when: $task.name == "b", after: [{w: {set: {x: 7}}}]}
                """)
        #expect(try run.output() == [0, 1])
        #expect(run.story.map { $0.prefix(1) } == ["x", "a", "y", "z", "x", "b", "w", "y", "z"])
    }

    @Test func `digest 10: an authentication by a secret that is not there is an authorization error`() throws {
        let run = try Interpretation(
            "- a: {call: http, with: {method: get, endpoint: {uri: 'http://x.test', authentication: {bearer: {use: key}}}}}",
            top: "use: {secrets: [key]}")
        let error = try run.error()
        #expect(error.type == StandardError.authorization.type)
        #expect(error.status == 403)
    }
}
