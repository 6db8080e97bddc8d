import JSON
import Testing
import WorkflowDSL

/// What a document says is what the model holds: one look into each construct.
@Suite struct ModelTests: ModelReading {
    @Test func `digest A14: the header and how expressions are written`() throws {
        let text = """
            document: {dsl: 1.0.0, namespace: a, name: b, version: 1.2.3-c, title: d, summary: e, tags: {f: 1}, metadata: {g: [h]}}
            evaluate: {language: jq, mode: loose}
            do: []
            """
        let workflow = try WorkflowParser.parse(Array(text.utf8), as: .yaml)
        #expect(workflow.document.version == "1.2.3-c")
        #expect(workflow.document.tags == ["f": 1])
        #expect(workflow.document.metadata == ["g": ["h"]])
        #expect(workflow.evaluation == Evaluation(mode: .loose))
        #expect(try self.workflow().evaluation == Evaluation(mode: .strict))
    }

    @Test func `schemas and timeouts`() throws {
        let workflow = try workflow(
            """
            use: {timeouts: {short: {after: {seconds: 5}}}}
            timeout: short
            input: {schema: {document: {type: object}}, from: .a}
            output: {schema: {format: 'avro:1.9', resource: {name: b, endpoint: 'https://c.example/d'}}}
            """,
            """
            - a:
                input: {schema: {document: true}}
                export: {schema: {document: {}}, as: .c}
                timeout: {after: '${ .d }'}
                metadata: {e: 1}
                set: {b: 1}
            """)
        #expect(workflow.timeout == Timeout(after: .fixed(.seconds(5))))
        #expect(workflow.use.timeouts["short"] == workflow.timeout)
        guard case .inline(["type": "object"]) = workflow.input?.schema?.content,
            case .external(let resource) = workflow.output?.schema?.content
        else { throw Mismatch() }
        #expect(workflow.input?.schema?.format == "json")
        #expect(workflow.output?.schema?.format == "avro:1.9")
        #expect(resource.name == "b")
        let task = workflow.do[0].task
        guard case .expression(let timeout)? = task.timeout?.after, case .inline(true) = task.input?.schema?.content,
            case .inline([:]) = task.export?.schema?.content, case .expression(let export) = task.export?.as
        else { throw Mismatch() }
        #expect(timeout.source == ".d")
        #expect(export.source == ".c")
        #expect(task.metadata == ["e": 1])
    }

    @Test func `digest 12: schedules`() throws {
        let schedule = try #require(
            try workflow(
                "schedule: {every: PT1H, after: P1M, cron: '5 4 * * *', on: {one: {with: {type: a}}}, read: raw}"
            )
            .schedule)
        #expect(schedule.every == .fixed(.seconds(3_600)))
        #expect(schedule.after == .calendar("P1M"))
        #expect(schedule.cron?.minutes == [5])
        #expect(schedule.read == .raw)
        guard case .one(let filter)? = schedule.on, case .literal("a")? = filter.with.type else { throw Mismatch() }
    }

    @Test func `authentications, stated and named`() throws {
        let workflow = try workflow(
            """
            use:
              secrets: [login]
              authentications:
                basic: {basic: {username: a, password: '${ $secrets.b }'}}
                digest: {digest: {use: login}}
                certificate: {certificate: {key: c}}
                oidc:
                  oidc:
                    authority: https://login.example
                    grant: 'urn:ietf:params:oauth:grant-type:token-exchange'
                    client: {id: d, authentication: private_key_jwt}
                    request: {encoding: application/json}
                    scopes: [e, '${ .f }']
                    subject: {token: g, type: h}
                oauth2: {oauth2: {authority: '${ .i }', grant: password, username: j, endpoints: {token: /k}}}
            """,
            "- a: {call: http, with: {method: get, endpoint: {uri: 'https://l.example', authentication: {use: basic}}}}"
        )
        let known = workflow.use.authentications
        guard case .secret(.digest, name: "login")? = known["digest"],
            case .certificate(let certificate)? = known["certificate"], case .oidc(let oidc)? = known["oidc"],
            case .oauth2(let oauth2)? = known["oauth2"], case .call(.http(let call)) = workflow.do[0].task.kind,
            case .basic(username: .literal("a"), password: .expression(let password))? = call.endpoint.authentication
        else { throw Mismatch() }
        #expect(certificate == ["key": "c"])
        #expect(password.source == "$secrets.b")
        #expect(oidc.grant == .tokenExchange)
        #expect(oidc.client?.authentication == .privateKeyJWT)
        #expect(oidc.encoding == .json)
        #expect(oidc.scopes.count == 2)
        #expect(oidc.subject != nil && oidc.actor == nil)
        guard case .expression = oauth2.authority, case .literal("/k") = oauth2.endpoints.token,
            case .literal("/oauth2/revoke") = oauth2.endpoints.revocation
        else { throw Mismatch() }
    }

    @Test func `extensions, functions and catalogs`() throws {
        let use = """
            use:
              catalogs: {mine: {endpoint: 'https://a.example/catalog'}}
              functions: {log: {call: http, with: {method: post, endpoint: 'https://a.example/log'}}}
              extensions:
                - first: {extend: composite, when: .b, before: [{c: {set: {d: 1}, then: exit}}]}
                - second: {extend: for, after: [{c: {set: {d: 1}}}]}
            """
        let workflow = try workflow(use)
        #expect(workflow.use.extensions.map(\.name) == ["first", "second"])
        #expect(workflow.use.extensions.map(\.extend) == [.composite, .for])
        #expect(workflow.use.extensions[0].before[0].pointer.description == "/use/extensions/0/first/before/0/c")
        #expect(workflow.use.functions["log"]?.pointer.description == "/use/functions/log")
        #expect(workflow.use.catalogs.count == 1)
        guard case .function(let named) = try call("log", "{text: '${ .e }'}", use: use),
            case .function(let catalogued) = try call("'f:1.0.0@mine'", "{}", use: use),
            case .function(let remote) = try call("'https://a.example/f.yaml'", "{}", use: use),
            case .resource = remote.function, case .object = named.with
        else { throw Mismatch() }
        #expect(named.function == .named("log"))
        #expect(catalogued.function == .catalogued(name: "f", version: "1.0.0", catalog: "mine"))
    }

    @Test func `events`() throws {
        guard
            case .emit(let emission) = try kind(
                "{emit: {event: {with: {source: a, type: b, time: '2026-01-31T12:00:00.5+02:00', data: {c: '${ .d }'}, partof: e}}}}"
            ),
            case .object? = emission.event.data, case .literal("b")? = emission.event.type,
            case .listen(let any) = try kind(
                "{listen: {to: {any: [], until: {all: [{with: {type: a}}]}}, read: envelope}, foreach: {do: [{b: {set: {c: $item}}}], output: {as: .d}, export: {as: .e}}}"
            ),
            case .any(let filters, until: .events(.all(let ends))?) = any.to,
            case .listen(let until) = try kind(
                "{listen: {to: {any: [{with: {type: a}}], until: '${ . | length > 3 }'}}}"),
            case .any(_, until: .condition(let condition)?) = until.to,
            case .listen(let one) = try kind(
                "{listen: {to: {one: {with: {data: '${ .a > 1 }'}, correlate: {b: {from: .c, expect: d}}}}}}"),
            case .one(let filter) = one.to, case .expression? = filter.with.data
        else { throw Mismatch() }
        #expect(emission.event.extensions.map(\.name) == ["partof"])
        #expect(any.read == .envelope && until.read == .data && filters.isEmpty && ends.count == 1)
        #expect(any.foreach?.do.first?.pointer.description == "/do/0/a/foreach/do/0/b")
        #expect(any.foreach?.output != nil && any.foreach?.export != nil)
        #expect(condition.source == ". | length > 3")
        #expect(filter.correlate.map(\.name) == ["b"])
    }

    @Test func `processes`() throws {
        guard
            case .run(let container) = try kind(
                "{run: {container: {image: a, name: '${ .b }', ports: {8080: 80}, environment: {c: d}, arguments: [e], lifetime: {cleanup: eventually, after: PT5M}, pullPolicy: always}, await: false, return: all}}"
            ),
            case .container(let image) = container.process, case .expression? = image.name,
            case .run(let script) = try kind(
                "{run: {script: {language: js, code: 'print(`${a}`)', stdin: '${ .b }'}, return: code}}"),
            case .script(let code) = script.process, case .code(.literal("print(`${a}`)")) = code.content,
            case .expression? = code.stdin,
            case .run(let source) = try kind("{run: {script: {language: js, source: {endpoint: 'https://a.example'}}}}"),
            case .script(let remote) = source.process, case .source = remote.content,
            case .run(let shell) = try kind("{run: {shell: {command: 'echo ${HOME} $1', arguments: ['${ .a }']}}}"),
            case .shell(let line) = shell.process, case .literal("echo ${HOME} $1") = line.command,
            case .expression? = line.arguments.first,
            case .run(let workflow) = try kind(
                "{run: {workflow: {namespace: a, name: b, version: latest, input: {c: .d}}}}"),
            case .workflow(let child) = workflow.process, case .literal("latest") = child.version
        else { throw Mismatch() }
        #expect(!container.await && container.return == .all && script.return == .code && shell.return == .stdout)
        #expect(image.cleanup == .eventually(after: .fixed(.seconds(300))) && image.pullPolicy == .always)
        #expect(shell.await && child.input != nil)
    }

    @Test func `fork, wait and what follows an error`() throws {
        guard
            case .fork(let fork) = try kind(
                "{fork: {compete: true, branches: [{b: {set: {c: 1}}}, {d: {set: {c: 1}}}]}}"),
            case .wait(let wait) = try kind("{wait: {minutes: 1}}"),
            case .try(let attempt) = try kind("{try: [], catch: {then: exit, retry: {delay: PT1S}}}")
        else { throw Mismatch() }
        #expect(fork.compete && fork.branches.map(\.name) == ["b", "d"])
        #expect(fork.branches.map(\.pointer.description) == ["/do/0/a/fork/branches/0/b", "/do/0/a/fork/branches/1/d"])
        #expect(wait == .fixed(.seconds(60)))
        #expect(attempt.catch.then == .exit && attempt.catch.retry?.delay == .fixed(.seconds(1)))
    }
}
