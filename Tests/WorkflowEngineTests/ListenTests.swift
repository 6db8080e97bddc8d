import Identity
import JSON
import Testing
import WorkflowEngine

/// Digest section 11: events.
struct ListenTests {
    private static func event(_ type: String, _ data: JSON = .null, source: String = "/s") -> JSON {
        [
            "specversion": "1.0", "id": .string("\(type)-\(data.text)"), "source": .string(source),
            "type": .string(type), "data": data,
        ]
    }

    /// The output of a run that gets these events in this order.
    private func output(_ task: String, _ events: [JSON], input: JSON = [:]) throws -> (JSON?, Interpretation) {
        let run = try Interpretation("- l: \(task)", input: input)
        var rest = events[...]
        let outcome = try run.interpret { effect in
            effect.isListening ? rest.popFirst().map { .success($0) } : .success(.null)
        }
        guard case .completed(let output)? = outcome else { return (nil, run) }
        return (output, run)
    }

    @Test func `digest A9: one event is an array of its data`() throws {
        let (output, run) = try output(
            "{listen: {to: {one: {with: {type: a}}}}}", [Self.event("b", 1), Self.event("a", 2), Self.event("a", 3)])
        #expect(output == [2])
        #expect(run.refused.count == 1)
        #expect(run.withdrawn == [0])
    }

    @Test func `digest 11: envelopes`() throws {
        let event = Self.event("a", 2)
        #expect(try output("{listen: {to: {one: {with: {type: a}}}, read: envelope}}", [event]).0 == [event])
        #expect(try output("{listen: {to: {one: {with: {type: a}}}, read: raw}}", [event]).0 == [event])
    }

    @Test func `digest 11: all, each at least once and in any order`() throws {
        let task = "{listen: {to: {all: [{with: {type: a}}, {with: {type: b}}]}}}"
        let events = [Self.event("b", 1), Self.event("b", 2), Self.event("a", 3)]
        #expect(try output(task, events).0 == [1, 3])
        #expect(try output(task, Array(events.prefix(2))).0 == nil)
    }

    @Test func `digest 11: any, with no filter every event`() throws {
        #expect(
            try output(
                "{listen: {to: {any: [{with: {type: a}}, {with: {type: b}}]}}}", [Self.event("c"), Self.event("b", 2)]
            ).0 == [2])
        #expect(try output("{listen: {to: {any: []}}}", [Self.event("c", 1)]).0 == [1])
    }

    @Test func `digest 11: until a condition on what was consumed`() throws {
        #expect(
            try output(
                "{listen: {to: {any: [{with: {type: a}}], until: '(. | add) > 5'}}}",
                [Self.event("a", 2), Self.event("b", 9), Self.event("a", 3), Self.event("a", 4), Self.event("a", 5)]
            ).0 == [2, 3, 4])
    }

    @Test func `digest 11: until other events, which are not part of the output`() throws {
        #expect(
            try output(
                "{listen: {to: {any: [], until: {one: {with: {type: stop}}}}}}",
                [Self.event("a", 1), Self.event("b", 2), Self.event("stop", 3)]
            ).0 == [1, 2])
    }

    @Test func `digest 11: literals, regular expressions and expressions on the attribute`() throws {
        let warm = "{listen: {to: {one: {with: {type: 'com\\..*\\.temp', data: '${ .temperature > 38 }'}}}}}"
        let events = [
            Self.event("com.x.temp", ["temperature": 37]), Self.event("org.x.temp", ["temperature": 40]),
            Self.event("com.x.temp", ["temperature": 39]),
        ]
        #expect(try output(warm, events).0 == [["temperature": 39]])
        // A name with dots is a name.
        #expect(
            try output("{listen: {to: {one: {with: {type: a.b}}}}}", [Self.event("aXb", 1), Self.event("a.b", 2)]).0
                == [2])
        #expect(
            try output("{listen: {to: {one: {with: {data: {kind: x}}}}}}", [Self.event("a", ["kind": "x", "n": 1])]).0
                == [["kind": "x", "n": 1]])
    }

    @Test func `digest 11: correlation with what is expected`() throws {
        let task = "{listen: {to: {one: {with: {type: a}, correlate: {order: {from: .data.id, expect: '${ .id }'}}}}}}"
        #expect(
            try output(task, [Self.event("a", ["id": 1]), Self.event("a", ["id": 2])], input: ["id": 2]).0
                == [["id": 2]])
    }

    @Test func `digest 11: correlation with the first event`() throws {
        func filter(_ name: String) -> String { "{with: {type: \(name)}, correlate: {order: {from: .data.id}}}" }
        let task = "{listen: {to: {all: [\(filter("a")), \(filter("b"))]}}}"
        let events = [
            Self.event("a", ["id": 1]), Self.event("b", ["id": 2]), Self.event("b", [:]), Self.event("b", ["id": 1]),
        ]
        #expect(try output(task, events).0 == [["id": 1], ["id": 1]])
    }

    @Test func `digest 11: foreach takes one event at a time`() throws {
        let task = """
            {listen: {to: {any: [{with: {type: a}}], until: '(. | length) == 3'}}, foreach: {item: e, at: i, do: [
              {w: {wait: PT1S}}, {s: {set: '${ {e: $e, i: $i} }'}}], output: {as: '.e * 10'}, export: {as: '{last: $e}'}},
              output: {as: '{all: ., last: $context.last}'}}
            """
        let (output, run) = try output(task, [Self.event("a", 1), Self.event("a", 2), Self.event("a", 3)])
        #expect(output == ["all": [10, 20, 30], "last": 3])
        #expect(run.story.filter { $0 == "w completed" }.count == 3)
    }

    @Test func `an error in foreach ends the listening`() throws {
        let run = try Interpretation(
            """
            - l: {listen: {to: {any: [], until: 'false'}}, foreach: {do: [{r: {raise: {error: {type: 'https://x.test/e', status: 400}}}}]}}
            """)
        let outcome = try run.interpret { $0.isListening ? .success(Self.event("a")) : .success(.null) }
        guard case .faulted(let error)? = outcome else { throw Missing() }
        #expect(error.instance == "/do/0/l/foreach/do/0/r")
        #expect(run.withdrawn == [0])
    }

    @Test func `what a listener asks for is told as far as it is literal`() throws {
        let run = try Interpretation(
            "- l: {listen: {to: {any: [{with: {type: a, source: /s}}, {with: {type: 'b.*'}}], until: {one: {with: {type: c}}}}}}"
        )
        try run.interpret { _ in nil }
        var execution = Execution(
            of: run.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        guard case .listen(let interest)? = execution.start(using: run).effects.first?.kind else { throw Missing() }
        #expect(interest.filters.map(\.type) == ["a", nil, "c"])
        #expect(interest.filters.map(\.source) == ["/s", nil, nil])
    }

    @Test func `digest 11: an emitted event has what the runtime adds, and is the output`() throws {
        let run = try Interpretation(
            "- e: {emit: {event: {with: {source: /shop, type: com.x.sold, subject: '${ .id }', data: {n: '${ .n }'}, level: 3}}}}",
            input: ["id": "7", "n": 2])
        let output = try run.output { effect in
            guard case .emit(let event) = effect.kind else { return nil }
            return .success(event)
        }
        #expect(
            output == [
                "id": "run-0", "specversion": "1.0", "time": .string(Interpretation.startedAt.description),
                "source": "/shop", "type": "com.x.sold", "subject": "7", "data": ["n": 2], "level": 3,
            ])
    }

    private struct Missing: Error {}

    @Test func `digest 11: a task that listens or waits is waiting`() throws {
        let run = try Interpretation(
            "- f: {fork: {branches: [{l: {listen: {to: {any: []}}}}, {c: {call: agent, with: {agent: a}}}]}}")
        try run.interpret { _ in nil }
        #expect(run.story == ["f running", "l waiting", "c running"])
        let wait = try Interpretation("- w: {wait: PT1S}")
        var execution = Execution(
            of: wait.workflow, run: RunDescription(id: "r", input: [:], startedAt: Interpretation.startedAt))
        #expect(execution.start(using: wait).tasks.map(\.status) == [.waiting])
    }

    @Test func `digest 11: an event whose source is null comes from its workflow`() throws {
        let run = try Interpretation("- e: {emit: {event: {with: {type: com.x.sold, source: '${ null }'}}}}")
        let output = try run.output { effect in
            guard case .emit(let event) = effect.kind else { return nil }
            return .success(event)
        }
        #expect(output["source"] == "/workflows/test/test")
    }

    @Test func `digest 11: all members of a filter must match`() throws {
        let task = "{listen: {to: {one: {with: {type: a, source: /s, subject: x}}}}}"
        func event(_ subject: String, source: String = "/s") -> JSON {
            var event = Self.event("a", .string(subject), source: source)
            event["subject"] = .string(subject)
            return event
        }
        #expect(try output(task, [event("y"), event("x", source: "/t"), event("x")]).0 == ["x"])
    }
}
