import Foundation
import Identity
import JSON
import Testing
import WorkflowEngine

/// Digest sections 6 and 7.
struct ErrorTests {
    static let raise = """
        - t:
            try: [{fail: {raise: {error: {type: https://example.com/errors/odd, status: 418, title: 'It is ${ .x }'}}}}]
            catch: HANDLER
        - after: {set: {got: '${ . }'}}
        """

    private func interpretation(_ handler: String) throws -> Interpretation {
        try Interpretation(Self.raise.replacingOccurrences(of: "HANDLER", with: handler), input: ["x": 1])
    }

    @Test func `digest 6: raise faults the run with type, status, title and the place`() throws {
        let error = try Interpretation("- a: {raise: {error: {type: https://e.com/x, status: 400, title: no}}}").error()
        #expect(error == WorkflowError(type: "https://e.com/x", status: 400, instance: "/do/0/a", title: "no"))
    }

    @Test func `digest 6: the place of an error inside try`() throws {
        let run = try interpretation("{errors: {with: {status: 500}}}")
        #expect(try run.error().instance == "/do/0/t/try/0/fail")
        #expect(run.story == ["t faulted", "fail faulted"])
    }

    @Test func `digest A17: a caught error without do gives the input of the try`() throws {
        #expect(try interpretation("{errors: {with: {status: 418}}}").output() == ["got": ["x": 1]])
    }

    @Test func `digest 7: catch.do sees the error under its name`() throws {
        let run = try interpretation("{as: problem, do: [{h: {set: {t: '${ $problem.title }', x: '${ .x }'}}}]}")
        #expect(try run.output() == ["got": ["t": "It is 1", "x": 1]])
    }

    @Test func `digest 7: when and exceptWhen decide`() throws {
        #expect(try interpretation("{when: $error.status == 418}").output() == ["got": ["x": 1]])
        #expect(try interpretation("{when: $error.status == 1}").error().status == 418)
        #expect(try interpretation("{exceptWhen: $error.status == 418}").error().status == 418)
    }

    @Test(arguments: [
        "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
        "https://serverlessworkflow.io/dsl/errors/types/communication",
        "https://open-workflow-specification.org/spec/1.0.3/errors/communication",
    ])
    func `digest A1: the spellings of a standard type are one type`(type: String) throws {
        let run = try Interpretation(
            "- t: {try: [{c: {call: http, with: {method: get, endpoint: 'http://x.test/a'}}}], catch: {errors: {with: {type: '\(type)', status: 404}}, do: [{h: {set: {caught: true}}}]}}"
        )
        let output = try run.output { effect in
            guard case .http(let call) = effect.kind else { return .success(.null) }
            return call.result(status: 404, headers: [], body: [])
        }
        #expect(output == ["caught": true])
    }

    @Test func `digest 7: retries wait for their backoff and stop at the limit`() throws {
        let run = try Interpretation(
            """
            - t:
                try: [{c: {call: http, with: {method: get, endpoint: 'http://x.test/a'}}}]
                catch:
                  retry: {delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 2}}}
                  do: [{h: {set: {last: '${ $error.status }'}}}]
            """)
        let output = try run.output { effect in
            guard case .http(let call) = effect.kind else { return .success(.null) }
            return call.result(status: 503, headers: [], body: [])
        }
        #expect(output == ["last": 503])
        let waits = run.effects.compactMap { effect -> Timestamp? in
            if case .timer(let time) = effect.kind { time } else { nil }
        }
        // The first answer comes at second 1, the second at second 3 (the timer's own line is second 2).
        #expect(waits == [Interpretation.startedAt + .seconds(1 + 2), Interpretation.startedAt + .seconds(4 + 4)])
        #expect(Set(run.effects.map(\.ordinal)).count == run.effects.count)
        #expect(run.tasks.values.filter { $0.name == "c" }.map(\.attempt).sorted() == [1, 2, 3])
    }

    @Test func `digest A3: without do the last error stands when retries are used up`() throws {
        let run = try interpretation("{retry: {limit: {attempt: {count: 3}}}}")
        #expect(try run.error().status == 418)
        #expect(run.story.filter { $0 == "fail faulted" }.count == 4)
    }
}
