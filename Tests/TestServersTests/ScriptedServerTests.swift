import ChildProcess
import Foundation
import JSON
import TestServers
import Testing

@Suite struct ScriptedServerTests {
    @Test func `answers come in order, the last one again, and requests are kept`() throws {
        let server = ScriptedServer([
            .json(["n": 1], status: 429, headers: [("Retry-After", "1")]), .text("two"),
        ])
        defer { server.stop() }
        let first = try curl("-i", "-d", "ping", "-H", "X-Key: k", "\(server.url)/a?b=c")
        #expect(first.hasPrefix("HTTP/1.1 429 "))
        #expect(first.contains("Retry-After: 1\r\n"))
        #expect(first.hasSuffix("{\"n\":1}"))
        #expect(try curl("\(server.url)/x") == "two")
        #expect(try curl("\(server.url)/x") == "two")
        #expect(server.waitForRequests(3))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/a?b=c")
        #expect(request.path == "/a")
        #expect(request.text == "ping")
        #expect(request.header("x-key") == "k")
    }

    @Test func `an answer depends on the request`() throws {
        let server = ScriptedServer { .text($0.method + " " + $0.text) }
        defer { server.stop() }
        let large = String(repeating: "x", count: 3_000_000)
        let answer = try curl("-T", "-", "\(server.url)/", input: large)
        #expect(answer == "PUT " + large)
    }

    @Test func `a connection is kept for several requests`() throws {
        let server = ScriptedServer([.text("one"), ScriptedAnswer(status: 204), .text("three")])
        defer { server.stop() }
        #expect(
            try curl("\(server.url)/1", "\(server.url)/2", "\(server.url)/3", "-w", "%{num_connects}") == "one10three0")
    }

    @Test func `an answer is dropped, cut, or late`() throws {
        let server = ScriptedServer([
            .dropped(), ScriptedAnswer(body: Array("0123456789".utf8), cutAfter: 4),
            ScriptedAnswer(body: Array("late".utf8), delay: .milliseconds(300)),
        ])
        defer { server.stop() }
        #expect(try curl("-w", "%{exitcode}", server.url) == "52")
        #expect(try curl("-w", "%{exitcode}", server.url) == "012318")
        let started = ContinuousClock.now
        #expect(try curl(server.url) == "late")
        #expect(started.duration(to: .now) >= .milliseconds(300))
    }

    @Test func `a stopped server gives its port to the next`() throws {
        let first = ScriptedServer([.text("first")])
        #expect(try curl(first.url) == "first")
        first.stop()
        #expect(try curl("-w", "%{exitcode}", first.url) == "7")
        let second = ScriptedServer([.text("second")], port: first.port)
        defer { second.stop() }
        #expect(try curl(first.url) == "second")
    }

    @Test func `stopping does not wait for a slow answer`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(60))])
        let client = try ChildProcess("curl", ["-s", server.url], output: .null)
        #expect(server.waitForRequests(1))
        server.stop()
        #expect(client.wait(limit: .seconds(10)) == .exited(52))
    }

    private func curl(_ arguments: String..., input: String = "") throws -> String {
        let (_, output, _) = try ChildProcess.run(
            "curl", ["-s"] + arguments, input: Array(input.utf8), limit: .seconds(20))
        return String(decoding: output, as: UTF8.self)
    }
}
