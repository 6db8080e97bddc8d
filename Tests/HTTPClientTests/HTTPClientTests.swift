import HTTPClient
import TestServers
import Testing

@Suite struct HTTPClientTests {
    private let client = HTTPClient()

    @Test func `a request arrives as it was given, and so does its answer`() throws {
        let server = ScriptedServer([
            ScriptedAnswer(
                status: 201, headers: [("X-One", "1"), ("Set-Cookie", "a"), ("Set-Cookie", "b")], body: [0, 255])
        ])
        defer { server.stop() }
        let response = try client.send(
            HTTPRequest(
                method: "POST", url: server.url + "/a%20b?q=%26",
                headers: [("X-Key", "naïve"), ("Content-Type", "text/plain"), ("X-Empty", "")], body: Array("body".utf8)
            ))
        #expect(response.status == 201)
        #expect(response.body == [0, 255])
        #expect(response.headers.map(\.0) == ["X-One", "Set-Cookie", "Set-Cookie", "Content-Length"])
        #expect(response.headers.map(\.1) == ["1", "a", "b", "2"])
        #expect(response.header("x-one") == "1")
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/a%20b?q=%26")
        #expect(request.header("X-Key") == "naïve")
        #expect(request.header("Content-Type") == "text/plain")
        #expect(request.header("X-Empty") == "")
        #expect(request.text == "body")
    }

    @Test(
        arguments: [
            ("GET", [], nil), ("DELETE", [], nil), ("POST", [], "0"), ("PUT", [], "0"), ("PUT", [1], "1"),
            ("GET", [1], "1"),
            ("PURGE", [1, 2], "2"),
        ] as [(String, [UInt8], String?)])
    func `a body has a length, and no type that nobody gave it`(method: String, body: [UInt8], length: String?) throws {
        let server = ScriptedServer([.text("ok")])
        defer { server.stop() }
        #expect(try client.send(HTTPRequest(method: method, url: server.url, body: body)).text == "ok")
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.body == body)
        #expect(request.header("Content-Length") == length)
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("Expect") == nil)
    }

    @Test func `a large body goes both ways`() throws {
        let server = ScriptedServer { ScriptedAnswer(body: $0.body) }
        defer { server.stop() }
        let body = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let answer = try client.send(HTTPRequest(method: "POST", url: server.url, body: body))
        // Outside of the expectation, which would look for the smallest difference of two large arrays.
        let isSame = answer.body == body
        #expect(isSame)
        #expect(server.requests.first?.header("Expect") == nil)
    }

    @Test func `HEAD has headers and no body, also where the body would be too large`() throws {
        let server = ScriptedServer([.text(String(repeating: "x", count: 2_000))])
        defer { server.stop() }
        let response = try client.send(HTTPRequest(method: "HEAD", url: server.url, maxResponseBytes: 10))
        #expect(response.status == 200)
        #expect(response.header("Content-Length") == "2000")
        #expect(response.body.isEmpty)
    }

    @Test(arguments: [204, 304, 302, 404, 500, 503]) func `every status is an answer`(status: Int) throws {
        let server = ScriptedServer([.text("why", status: status, headers: [("Location", "/elsewhere")])])
        defer { server.stop() }
        #expect(try client.send(HTTPRequest(method: "GET", url: server.url)).status == status)
        #expect(server.requests.count == 1)
    }

    @Test func `interim answers and trailers are passed over`() throws {
        let server = try PythonServer.raw()
        let response = try client.send(HTTPRequest(method: "GET", url: server.url + "/interim"))
        #expect(response.status == 200)
        #expect(response.headers.map(\.0) == ["Transfer-Encoding", "X-Head"])
    }

    @Test func `connections are used again`() throws {
        let server = try PythonServer.raw()
        for _ in 1...5 {
            #expect(try client.send(HTTPRequest(method: "GET", url: server.url)).text == "1 1")
        }
        #expect(try HTTPClient().send(HTTPRequest(method: "GET", url: server.url)).text == "2 2")
    }

    @Test func `a kept connection that the server has closed is replaced`() throws {
        let first = ScriptedServer([.text("first")])
        #expect(try client.send(HTTPRequest(method: "GET", url: first.url)).text == "first")
        first.stop()
        let second = ScriptedServer([.text("second")], port: first.port)
        defer { second.stop() }
        #expect(try client.send(HTTPRequest(method: "POST", url: second.url, body: [1])).text == "second")
    }

    @Test(arguments: [
        (HTTPRequest(method: "GET", url: "ftp://127.0.0.1/"), "the URL must start with http:// or https://"),
        (HTTPRequest(method: "GET", url: "file:///etc/passwd"), "the URL must start with http:// or https://"),
        (HTTPRequest(method: "GET", url: "127.0.0.1"), "the URL must start with http:// or https://"),
        (
            HTTPRequest(method: "GET", url: "http://127.0.0.1/a b"),
            "the URL holds a space or a control character; percent-encode it"
        ),
        (HTTPRequest(method: "GET", url: "http://"), "the URL is not one"),
        (HTTPRequest(method: "GET", url: "http://127.0.0.1:99999/"), "the URL is not one"),
        (HTTPRequest(method: "GE T", url: "http://127.0.0.1/"), "the method is not an HTTP token"),
        (
            HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X-A", "1\r\nX-B: 2")]),
            "the value of the header X-A holds a line break"
        ),
        (
            HTTPRequest(method: "GET", url: "http://127.0.0.1/", headers: [("X A", "1")]),
            "the name of a header is not an HTTP token"
        ),
        (
            HTTPRequest(method: "POST", url: "http://127.0.0.1/", headers: [("Content-Length", "3")]),
            "the header Content-Length cannot be set: it follows from the body"
        ),
    ])
    func `what cannot be meant is not sent`(request: HTTPRequest, problem: String) throws {
        #expect(try client.failure(of: request) == .invalidRequest(problem))
    }

    @Test(
        arguments: [
            ("3", 3...3), ("0", 0...0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0...0),
            ("Fri, 01 Jan 2100 00:00:00 GMT", 1_000...9_000_000_000),
            ("soon", nil), ("-5", nil), ("1.5", nil), ("", nil), (nil, nil),
        ] as [(String?, ClosedRange<Int>?)])
    func `Retry-After is seconds or a date`(value: String?, seconds: ClosedRange<Int>?) {
        let response = HTTPResponse(status: 503, headers: value.map { [("retry-after", $0)] } ?? [])
        #expect((response.retryAfter == nil) == (seconds == nil))
        if let seconds, let found = response.retryAfter { #expect(seconds.contains(Int(found.components.seconds))) }
    }
}
