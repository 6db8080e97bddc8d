import JSON
import Testing
import WorkflowEngine

/// Digest section 6: what errors hold, and where they say they are.
struct ErrorRuleTests {
    private static let raise = "{raise: {error: {type: 'https://x.test/e', status: 400}}}"

    @Test(arguments: [
        ("- o: {do: [{a: {set: {x: 1}}}, {r: RAISE}]}", "/do/0/o/do/1/r"),
        ("- o: {for: {in: '[1, 2]'}, do: [{a: {set: {x: 1}}}, {r: RAISE}]}", "/do/0/o/do/1/r"),
        ("- o: {fork: {branches: [{a: {set: {x: 1}}}, {r: RAISE}]}}", "/do/0/o/fork/branches/1/r"),
        ("- o: {try: [{a: {set: {x: 1}}}, {r: RAISE}], catch: {when: 'false'}}", "/do/0/o/try/1/r"),
        ("- o: {try: [{b: RAISE}], catch: {do: [{r: RAISE}]}}", "/do/0/o/catch/do/0/r"),
        ("- 'a/b~c': RAISE", "/do/0/a~1b~0c"),
    ])
    func `digest 6: the place of an error is a pointer into the definition`(tasks: String, place: String) throws {
        let run = try Interpretation(tasks.replacing("RAISE", with: Self.raise))
        #expect(try run.error().instance == place)
        // The task's own reference is the same.
        #expect(run.tasks.values.contains { $0.reference == place && $0.status == .faulted })
    }

    @Test func `digest A11: the pass of a loop is no part of the pointer`() throws {
        let run = try Interpretation("- f: {for: {in: '[1, 2]'}, do: [{a: {set: {x: 1}}}]}")
        try run.run()
        #expect(run.tasks.values.filter { $0.name == "a" }.map(\.reference) == ["/do/0/f/do/0/a", "/do/0/f/do/0/a"])
    }

    @Test func `digest 6: $task.reference is that pointer`() throws {
        let run = try Interpretation("- 'a/b': {try: [{'x~': {set: '${ $task.reference }'}}], catch: {}}")
        #expect(try run.output() == "/do/0/a~1b/try/0/x~0")
    }

    @Test func `digest 6: the standard errors have these types and statuses`() {
        let statuses = Dictionary(uniqueKeysWithValues: StandardError.allCases.map { ($0.type, $0.status) })
        let prefix = "https://serverlessworkflow.io/spec/1.0.0/errors/"
        #expect(
            statuses == [
                prefix + "configuration": 400, prefix + "validation": 400, prefix + "expression": 400,
                prefix + "authentication": 401, prefix + "authorization": 403, prefix + "timeout": 408,
                prefix + "communication": 500, prefix + "runtime": 500,
            ])
    }

    @Test func `digest 6: an error is raised by its name, with expressions in its texts`() throws {
        let run = try Interpretation(
            "- r: {raise: {error: gone}}", input: ["what": "pet"],
            top:
                "use: {errors: {gone: {type: 'https://x.test/gone', status: 410, title: 'no ${ .what }', detail: '${ .what }'}}}"
        )
        #expect(
            try run.error()
                == WorkflowError(
                    type: "https://x.test/gone", status: 410, instance: "/do/0/r", title: "no pet", detail: "pet"))
    }

    @Test func `digest A20: a stated instance is kept`() throws {
        let run = try Interpretation(
            "- r: {raise: {error: {type: 'https://x.test/e', status: 400, instance: /do/7/other}}}")
        #expect(try run.error().instance == "/do/7/other")
    }

    @Test(arguments: [401, 403, 404, 500])
    func `digest A21: an answer's status is that of a communication error, with a title`(status: Int) throws {
        let run = try Interpretation("- c: {call: http, with: {method: get, endpoint: 'http://x.test/'}}")
        let error = try run.error { effect in
            guard case .http(let call) = effect.kind else { return nil }
            return call.result(status: status, headers: [], body: [])
        }
        #expect(error.type == StandardError.communication.type)
        #expect(error.status == status)
        #expect(error.title?.isEmpty == false)
        #expect(error.instance == "/do/0/c")
    }
}
