import HTTPClient
import TestServers
import Testing

@Suite struct HTTPConcurrencyTests {
    @Test func `many exchanges go on at the same time`() throws {
        let client = HTTPClient()
        let server = ScriptedServer { ScriptedAnswer(body: Array($0.target.utf8), delay: .milliseconds(300)) }
        defer { server.stop() }
        let answers = Answers()
        let started = ContinuousClock.now
        for number in 1...100 {
            client.send(HTTPRequest(method: "GET", url: "\(server.url)/\(number)")) { answers.add($0) }
        }
        let texts = try answers.wait(100).map { try $0.get().text }
        #expect(Set(texts) == Set((1...100).map { "/\($0)" }))
        // One after the other they would take 30 s.
        #expect(started.duration(to: .now) < .seconds(10))
    }

    @Test func `what is over the limit of exchanges waits for its turn`() throws {
        let client = HTTPClient()
        let server = try PythonServer.raw()
        let answers = Answers()
        for _ in 1...700 {
            client.send(HTTPRequest(method: "GET", url: server.url + "/hold")) { answers.add($0) }
        }
        for answer in try answers.wait(700) { #expect(try answer.get().status == 200) }
        let counts = try client.send(HTTPRequest(method: "GET", url: server.url)).text.split(separator: " ")
        #expect(try #require(Int(counts[1])) <= 512)
        #expect(try #require(Int(counts[1])) > 400)
    }

    @Test func `what never gets its turn is over after its time limit`() throws {
        let client = HTTPClient()
        let server = try PythonServer.raw()
        let held = Answers()
        let transfers = (1...512).map { _ in
            client.send(HTTPRequest(method: "GET", url: server.url + "/silence")) { held.add($0) }
        }
        let late = HTTPRequest(method: "GET", url: server.url, timeout: .milliseconds(300))
        #expect(try client.failure(of: late) == .timeLimit(.milliseconds(300)))
        for transfer in transfers { transfer.cancel() }
        #expect(try client.send(HTTPRequest(method: "GET", url: server.url)).status == 200)
        #expect(try held.wait(512).allSatisfy { $0.error == .cancelled })
    }

    @Test func `an exchange under way can be given up, and is answered once`() throws {
        let client = HTTPClient()
        let server = ScriptedServer { $0.path == "/slow" ? ScriptedAnswer(delay: .seconds(60)) : .text("ok") }
        defer { server.stop() }
        let answers = Answers()
        let transfer = client.send(HTTPRequest(method: "GET", url: server.url + "/slow")) { answers.add($0) }
        #expect(server.waitForRequests(1))
        #expect(answers.count == 0)
        transfer.cancel()
        transfer.cancel()
        #expect(try answers.wait().map(\.error) == [.cancelled])
        transfer.cancel()
        // The thread takes one thing after the other: when this is answered, the cancels have been.
        #expect(try client.send(HTTPRequest(method: "GET", url: server.url)).text == "ok")
        #expect(answers.count == 1)
    }

    @Test func `an exchange starts after its delay, or never when it was given up`() throws {
        let client = HTTPClient()
        let server = ScriptedServer([.text("ok")])
        defer { server.stop() }
        let answers = Answers()
        let started = ContinuousClock.now
        let transfer = client.send(HTTPRequest(method: "GET", url: server.url + "/never"), after: .seconds(60)) {
            answers.add($0)
        }
        let request = HTTPRequest(method: "GET", url: server.url + "/late", timeout: .seconds(5))
        client.send(request, after: .milliseconds(300)) { answers.add($0) }
        #expect(try answers.wait().first?.get().text == "ok")
        #expect((.milliseconds(300)..<Duration.seconds(10)).contains(started.duration(to: .now)))
        transfer.cancel()
        #expect(try answers.wait(2).last?.error == .cancelled)
        #expect(server.requests.map(\.target) == ["/late"])
    }

    @Test func `a callback may send the next request`() throws {
        let client = HTTPClient()
        let server = ScriptedServer([.text("one"), .text("two")])
        defer { server.stop() }
        let answers = Answers()
        client.send(HTTPRequest(method: "GET", url: server.url)) { first in
            answers.add(first)
            client.send(HTTPRequest(method: "GET", url: server.url)) { answers.add($0) }
        }
        #expect(try answers.wait(2).map { try $0.get().text } == ["one", "two"])
    }

    @Test func `a client that goes away gives up what is under way`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(60))])
        defer { server.stop() }
        let answers = Answers()
        var client: HTTPClient? = HTTPClient()
        let transfer = client?.send(HTTPRequest(method: "GET", url: server.url)) { answers.add($0) }
        client?.send(HTTPRequest(method: "GET", url: server.url), after: .seconds(60)) { answers.add($0) }
        #expect(server.waitForRequests(1))
        client = nil
        #expect(try answers.wait(2).allSatisfy { $0.error == .cancelled })
        // Too late, and harmless.
        transfer?.cancel()
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
