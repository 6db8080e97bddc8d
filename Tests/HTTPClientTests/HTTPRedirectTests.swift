import HTTPClient
import TestServers
import Testing

@Suite struct HTTPRedirectTests {
    private let client = HTTPClient()

    @Test func `digest A8: redirects are answers unless they are to be followed`() throws {
        let server = ScriptedServer([redirect(302, "/next")])
        defer { server.stop() }
        let response = try client.send(HTTPRequest(method: "GET", url: server.url))
        #expect(response.status == 302)
        #expect(response.header("Location") == "/next")
        #expect(server.requests.count == 1)
    }

    @Test func `digest A8: a followed redirect gives the last answer`() throws {
        let server = ScriptedServer([
            redirect(301, "/two?a=1"), redirect(307, "three"), .text("here", headers: [("X-Last", "yes")]),
        ])
        defer { server.stop() }
        let response = try client.send(HTTPRequest(method: "GET", url: server.url + "/one", followRedirects: true))
        #expect(response.text == "here")
        #expect(response.header("X-Last") == "yes")
        #expect(response.header("Location") == nil)
        #expect(server.requests.map(\.target) == ["/one", "/two?a=1", "/three"])
    }

    @Test(arguments: [
        ("POST", 301, "GET"), ("POST", 302, "GET"), ("POST", 303, "GET"), ("POST", 307, "POST"), ("POST", 308, "POST"),
        ("DELETE", 302, "DELETE"), ("DELETE", 303, "GET"), ("PUT", 302, "PUT"), ("PUT", 303, "GET"),
        ("HEAD", 303, "HEAD"),
    ])
    func `the method after a redirect`(method: String, status: Int, next: String) throws {
        let server = ScriptedServer([redirect(status, "/next"), .text("here")])
        defer { server.stop() }
        let hasBody = method == "POST" || method == "PUT"
        _ = try client.send(
            HTTPRequest(
                method: method, url: server.url, headers: hasBody ? [("Content-Type", "text/plain")] : [],
                body: hasBody ? Array("body".utf8) : [], followRedirects: true))
        let request = try #require(server.requests.last)
        #expect(server.requests.count == 2)
        #expect(request.method == next)
        #expect(request.text == (hasBody && next == method ? "body" : ""))
        #expect(request.header("Content-Type") == (hasBody && next == method ? "text/plain" : nil))
    }

    @Test func `credentials stay with the origin that they are for`() throws {
        let other = ScriptedServer([.text("other")])
        let server = ScriptedServer([redirect(302, "/same"), redirect(302, other.url + "/other")])
        defer {
            server.stop()
            other.stop()
        }
        _ = try client.send(
            HTTPRequest(
                method: "GET", url: server.url,
                headers: [("Authorization", "secret"), ("Cookie", "secret"), ("X-Plain", "p")],
                followRedirects: true))
        #expect(server.requests.map { $0.header("Authorization") } == ["secret", "secret"])
        let request = try #require(other.requests.first)
        #expect(request.header("Authorization") == nil)
        #expect(request.header("Cookie") == nil)
        #expect(request.header("X-Plain") == "p")
    }

    @Test func `redirects that do not end have a limit`() throws {
        let server = ScriptedServer([redirect(302, "/again")])
        defer { server.stop() }
        let request = HTTPRequest(method: "GET", url: server.url, followRedirects: true)
        #expect(try client.failure(of: request) == .redirectLimit(10))
        #expect(server.requests.count == 11)
    }

    @Test(arguments: ["ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_FLUSHALL"])
    func `a redirect leads to http and https only`(location: String) throws {
        let server = ScriptedServer([redirect(302, location)])
        defer { server.stop() }
        let request = HTTPRequest(method: "GET", url: server.url, followRedirects: true)
        #expect(try client.failure(of: request) == .redirectRefused)
    }

    @Test func `a 3xx without a place to go is an answer`() throws {
        let server = ScriptedServer([ScriptedAnswer(status: 304)])
        defer { server.stop() }
        #expect(try client.send(HTTPRequest(method: "GET", url: server.url, followRedirects: true)).status == 304)
    }

    @Test func `the time limit is one for all redirects`() throws {
        let server = ScriptedServer([
            ScriptedAnswer(status: 302, headers: [("Location", "/again")], delay: .milliseconds(100))
        ])
        defer { server.stop() }
        let request = HTTPRequest(method: "GET", url: server.url, timeout: .milliseconds(350), followRedirects: true)
        #expect(try client.failure(of: request) == .timeLimit(.milliseconds(350)))
    }

    private func redirect(_ status: Int, _ location: String) -> ScriptedAnswer {
        ScriptedAnswer(status: status, headers: [("Location", location)], body: Array("moved".utf8))
    }
}
