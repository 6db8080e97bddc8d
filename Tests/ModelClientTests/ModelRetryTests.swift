import JSON
import ModelClient
import TestServers
import Testing

@Suite struct ModelRetryTests {
    @Test func `what may pass is asked again with one key`() throws {
        let server = ScriptedServer([
            .dropped(), .json([:], status: 500), .json([:], status: 503), .chat("unread", usage: nil), .chat("Hi."),
        ])
        defer { server.stop() }
        let error = try Asking().failure(of: server.question())
        // The fourth was an answer: asking again would cost again.
        #expect(error.kind == .runtime)
        #expect(error.attempts == 4)
        #expect(server.requests.count == 4)
        #expect(Set(server.requests.map { $0.header("Idempotency-Key") }) == ["run-1"])
        #expect(Set(server.requests.map(\.body)).count == 1)
    }

    @Test func `a cut answer is asked for again`() throws {
        var cut = ScriptedAnswer.chat("Hi.")
        cut.cutAfter = 20
        let server = ScriptedServer([cut, .chat("Hello.")])
        defer { server.stop() }
        #expect(try Asking().answer(to: server.question()).content == "Hello.")
    }

    @Test func `attempts have a limit, and the last answer is told`() throws {
        let server = ScriptedServer([.json([:], status: 500), .json([:], status: 502)])
        defer { server.stop() }
        let error = try Asking().failure(of: server.question())
        #expect(error.kind == .communication)
        #expect(error.status == 502)
        #expect("\(error)" == "model scripted: it answered with status 502 (after 5 attempts)")
        #expect(server.requests.count == 5)
    }

    @Test func `nobody there is a communication error`() throws {
        let server = ScriptedServer([])
        server.stop()
        let error = try Asking().failure(of: server.question())
        #expect(error.kind == .communication)
        #expect("\(error)" == "model scripted: no answer: Couldn't connect to server (after 5 attempts)")
    }

    @Test func `pauses double up to a limit, less a random part`() {
        let rules = RetryRules(firstPause: .milliseconds(100), longestPause: .milliseconds(300))
        for (attempt, longest) in [(1, 100), (2, 200), (3, 300), (4, 300), (60, 300)] {
            let pauses = (1...200).map { _ in rules.pause(after: attempt) }
            #expect(pauses.allSatisfy { $0 >= .milliseconds(longest) / 2 && $0 <= .milliseconds(longest) })
            #expect(Set(pauses).count > 100)
        }
    }

    @Test func `a pause goes before each further attempt`() throws {
        let server = ScriptedServer([.json([:], status: 503)])
        defer { server.stop() }
        let rules = RetryRules(attempts: 4, firstPause: .milliseconds(100), longestPause: .milliseconds(200))
        _ = try Asking(rules).failure(of: server.question())
        let times = server.requests.map(\.arrivedAt)
        for (times, least) in zip(zip(times, times.dropFirst()), [50, 100, 100]) {
            #expect(times.0.duration(to: times.1) >= .milliseconds(least))
        }
    }

    @Test func `the provider says how long to wait`() throws {
        let server = ScriptedServer([.json([:], status: 429, headers: [("Retry-After", "1")]), .chat("Hi.")])
        defer { server.stop() }
        #expect(try Asking().answer(to: server.question()).content == "Hi.")
        let times = server.requests.map(\.arrivedAt)
        #expect(times[0].duration(to: times[1]) >= .seconds(1))
    }

    @Test func `a wait that does not fit into the time limit is not begun`() throws {
        let server = ScriptedServer([.json([:], status: 429, headers: [("Retry-After", "3600")]), .chat("Hi.")])
        defer { server.stop() }
        let error = try Asking().failure(of: server.question())
        #expect(error.status == 429)
        #expect(
            "\(error)" == """
                model scripted: it answered with status 429; waiting 3600.0 seconds for another attempt would take longer \
                than 300.0 seconds in all
                """)
        #expect(server.requests.count == 1)
    }

    @Test func `the time limit is one for all attempts, and is not tried again`() throws {
        let server = ScriptedServer([.json([:], status: 500), ScriptedAnswer(delay: .seconds(60))])
        defer { server.stop() }
        let rules = RetryRules(firstPause: .milliseconds(10), timeLimit: .milliseconds(400))
        let error = try Asking(rules).failure(of: server.question())
        #expect(error.kind == .timeout)
        #expect("\(error)" == "model scripted: no complete answer within 0.4 seconds (after 2 attempts)")
        #expect(server.requests.count == 2)
    }

    @Test func `an answer over the limit is an error`() throws {
        let server = ScriptedServer([.chat(.string(String(repeating: "x", count: ModelClient.answerLimit)))])
        defer { server.stop() }
        let error = try Asking().failure(of: server.question())
        #expect(error.kind == .runtime)
        #expect("\(error)" == "model scripted: the body of the answer is larger than 4194304 bytes")
        #expect(server.requests.count == 1)
    }

    @Test func `a question can be given up while it is asked`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(60))])
        defer { server.stop() }
        let asking = Asking()
        let transfer = asking.start(server.question())
        #expect(server.waitForRequests(1))
        transfer.cancel()
        let error = try #require(throws: ModelError.self) { try asking.wait()[0].get() }
        #expect(error.kind == .cancelled)
    }

    @Test func `a question can be given up between attempts`() throws {
        let server = ScriptedServer([.json([:], status: 429, headers: [("Retry-After", "60")])])
        defer { server.stop() }
        let asking = Asking()
        let transfer = asking.start(server.question())
        #expect(server.waitForRequests(1))
        transfer.cancel()
        let error = try #require(throws: ModelError.self) { try asking.wait()[0].get() }
        #expect(error.kind == .cancelled)
        #expect(server.requests.count == 1)
    }

    @Test func `many questions are asked at the same time`() throws {
        let server = ScriptedServer { request in
            request.text.contains("odd") ? .json([:], status: 400) : .chat("Hi.")
        }
        defer { server.stop() }
        let asking = Asking()
        for number in 1...100 { asking.start(server.question(number % 2 == 1 ? "odd" : "even"), key: "run-\(number)") }
        let answers = try asking.wait(100)
        #expect(answers.count { (try? $0.get().content) == "Hi." } == 50)
        #expect(Set(server.requests.map { $0.header("Idempotency-Key") }).count == 100)
    }
}
