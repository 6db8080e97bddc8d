import Identity
import JSON
import Testing
import WorkflowEngine

/// Digest section 7: what is caught, and how it is tried again.
struct RetryRuleTests {
    private static let error =
        "{type: 'https://x.test/e', status: 418, instance: /do/0/x, title: T, detail: D}"

    private func caught(_ filter: String) throws -> Bool {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {errors: {with: {\(filter)}}, do: [{h: {set: {caught: true}}}]}}"
        )
        if case .completed = try run.run() { return true }
        return false
    }

    @Test(arguments: [
        ("type", "'https://x.test/e'", "'https://x.test/f'"), ("status", "418", "400"),
        ("instance", "/do/0/x", "/do/0/y"), ("title", "T", "U"), ("detail", "D", "E"),
    ])
    func `digest 7: a filter compares each member that it states`(member: String, same: String, other: String) throws {
        #expect(try caught("\(member): \(same)"))
        #expect(try !caught("\(member): \(other)"))
        let further = member == "status" ? "title: U" : "status: 400"
        #expect(try !caught("\(member): \(same), \(further)"))
    }

    @Test func `digest A23: detail and details are the same member of a filter`() throws {
        #expect(try caught("details: D"))
        #expect(try !caught("details: E"))
    }

    @Test func `digest 7: an error that is not caught passes on unchanged`() throws {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {errors: {with: {status: 1}}}}")
        #expect(
            try run.error()
                == WorkflowError(type: "https://x.test/e", status: 418, instance: "/do/0/x", title: "T", detail: "D"))
    }

    @Test func `digest 7: a handled error completes the try, whose output, export and then apply`() throws {
        let run = try Interpretation(
            """
            - t:
                try: [{r: {raise: {error: \(Self.error)}}}]
                catch: {do: [{h: {set: {x: 1}}}]}
                output: {as: '{out: .x}'}
                export: {as: '{kept: .out}'}
                then: last
            - never: {set: {no: 1}}
            - last: {set: '${ [., $context] }'}
            """)
        #expect(try run.output() == [["out": 1], ["kept": 1]])
    }

    /// How long a run waits before each of its retries, in seconds.
    private func delays(_ policy: String, retries: Int, id: String = "") throws -> [Double] {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {retry: {\(policy), limit: {attempt: {count: \(retries)}}}}}"
        )
        _ = try run.error()
        var last = Interpretation.startedAt
        return run.effects.compactMap(\.timer).map { time in
            defer { last = time }
            return (time - last) / .seconds(1)
        }
    }

    @Test func `digest A5: delays are constant, or grow evenly, or double`() throws {
        #expect(try delays("delay: PT2S", retries: 3) == [2, 2, 2])
        #expect(try delays("delay: PT2S, backoff: {constant: {}}", retries: 3) == [2, 2, 2])
        #expect(try delays("delay: PT2S, backoff: {linear: {}}", retries: 3) == [2, 4, 6])
        #expect(try delays("delay: PT2S, backoff: {exponential: {}}", retries: 4) == [2, 4, 8, 16])
    }

    @Test func `digest A5: without a delay there is none, and growth ends at a limit`() throws {
        #expect(try delays("backoff: {exponential: {}}", retries: 3).isEmpty)
        let day = 24.0 * 3_600
        #expect(try delays("delay: PT10H, backoff: {exponential: {}}", retries: 4) == [36_000, 72_000, day, day])
    }

    @Test func `digest 7: jitter adds something between its limits, another each time`() throws {
        let delays = try delays("delay: PT1S, jitter: {from: PT2S, to: PT4S}", retries: 20)
        #expect(delays.count == 20)
        #expect(delays.allSatisfy { (3...5).contains($0) })
        #expect(Set(delays).count > 1)
    }

    @Test func `digest 7: a policy by its name, and a retry that its own conditions allow`() throws {
        func attempts(_ condition: String) throws -> Int {
            let run = try Interpretation(
                "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {retry: named, do: [{h: {set: {x: 1}}}]}}",
                top: "use: {retries: {named: {\(condition)limit: {attempt: {count: 2}}}}}")
            // Where there is no retry the handler has its turn.
            #expect(try run.output() == ["x": 1])
            return run.story.count { $0 == "r faulted" }
        }
        #expect(try attempts("") == 3)
        #expect(try attempts("when: $error.status == 418, ") == 3)
        #expect(try attempts("when: $error.status == 1, ") == 1)
        #expect(try attempts("exceptWhen: $error.status == 418, ") == 1)
    }

    @Test func `digest 7: the whole list runs again, from the input of the try`() throws {
        let run = try Interpretation(
            """
            - t:
                input: {from: .n}
                try: [{a: {set: '${ . + 1 }'}}, {c: {call: agent, with: {agent: a}}}]
                catch: {retry: {limit: {attempt: {count: 1}}}}
            """, input: ["n": 1])
        var inputs: [JSON] = []
        let output = try run.output { effect in
            guard case .agent(let call) = effect.kind else { return nil }
            inputs.append(call.input)
            return inputs.count == 1 ? .failure(WorkflowError(.communication, detail: "no")) : .success("done")
        }
        #expect(output == "done")
        #expect(inputs == [2, 2])
        #expect(run.story.filter { $0 == "a completed" }.count == 2)
    }

    @Test func `digest A4: limit.duration ends the retries of all attempts together`() throws {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {retry: {delay: PT2S, limit: {duration: PT5S}}}}"
        )
        #expect(try run.error().status == 418)
        // At seconds 0, 2, 4 and 6.
        #expect(run.story.count { $0 == "r faulted" } == 4)
    }

    @Test func `catch.then says where the list goes on after an error`() throws {
        let run = try Interpretation(
            "- t: {try: [{r: {raise: {error: \(Self.error)}}}], catch: {then: last}, then: end}\n- no: {set: {x: 1}}\n- last: {set: {y: 1}}"
        )
        #expect(try run.output() == ["y": 1])
    }
}
