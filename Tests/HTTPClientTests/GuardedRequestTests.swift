import HTTPClient
import OutboundRules
import TestServers
import Testing

/// Requests that may not connect everywhere. All that a test can connect to is loopback, which stands for all that is not
/// public.
@Suite struct GuardedRequestTests {
    private let client = HTTPClient()

    @Test(arguments: [
        "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.0.0.2", "[::ffff:127.0.0.1]",
        "[::1]", "localhost", "LOCALHOST", "a.localhost", "user@127.0.0.1",
    ])
    func `loopback is refused, however it is spelled`(host: String) throws {
        let server = ScriptedServer([.text("inside")])
        defer { server.stop() }
        let request = HTTPRequest(method: "GET", url: "http://\(host):\(server.port)/", rule: .publicOnly)
        #expect(try client.failure(of: request) == .addressRefused(.loopback))
        #expect(server.requests.isEmpty)
    }

    @Test(
        arguments: [
            ("0", .unspecified), ("[::]", .unspecified), ("169.254.169.254", .metadata), ("0xa9fea9fe", .metadata),
            ("[::ffff:a9fe:a9fe]", .metadata), ("[64:ff9b::a9fe:a9fe]", .metadata), ("10.0.0.1", .private),
            ("[fd00::1]", .private), ("[::127.0.0.1]", .reserved), ("224.0.0.1", .multicast),
            ("255.255.255.255", .broadcast), ("[fe80::1]", .linkLocal),
        ] as [(String, AddressClass)])
    func `so is all else that is not public`(host: String, kind: AddressClass) throws {
        let request = HTTPRequest(
            method: "GET", url: "http://\(host)/", connectTimeout: .seconds(5), rule: .publicOnly)
        #expect(try client.failure(of: request) == .addressRefused(kind))
    }

    @Test func `what is allowed is reached, by address and by name`() throws {
        let server = ScriptedServer([.text("inside")])
        defer { server.stop() }
        let rule = try rule("127.0.0.1")
        for host in ["127.0.0.1", "0x7f.1", "[::ffff:127.0.0.1]"] {
            let request = HTTPRequest(method: "GET", url: "http://\(host):\(server.port)/", rule: rule)
            #expect(try client.send(request).text == "inside")
        }
        let named = try self.rule("inside.example")
        #expect(try client.send(request(to: "INSIDE.example", at: "127.0.0.1", server, named)).text == "inside")
        let other = request(to: "outside.example", at: "127.0.0.1", server, named)
        #expect(try client.failure(of: other) == .addressRefused(.loopback))
        let address = HTTPRequest(method: "GET", url: server.url, rule: named)
        #expect(try client.failure(of: address) == .addressRefused(.loopback))
    }

    @Test(arguments: ["127.0.0.2", "2130706434", "[::1]", "inside.example"])
    func `a redirect leads only where the request itself could go`(host: String) throws {
        let target = ScriptedServer([.text("inside")])
        let server = ScriptedServer([
            ScriptedAnswer(status: 302, headers: [("Location", "http://\(host):\(target.port)/")])
        ])
        defer {
            server.stop()
            target.stop()
        }
        let request = HTTPRequest(
            method: "GET", url: server.url, followRedirects: true, rule: try rule("127.0.0.1"),
            names: ["inside.example:\(target.port):127.0.0.2"])
        #expect(try client.failure(of: request) == .addressRefused(.loopback))
        #expect(server.requests.count == 1)
        #expect(target.requests.isEmpty)
    }

    @Test func `a name that turns to another address is judged by that`() throws {
        let server = ScriptedServer([.text("inside")])
        defer { server.stop() }
        let rule = try rule("127.0.0.1")
        var first = request(to: "turning.example", at: "127.0.0.1", server, rule)
        first.headers = [("Connection", "close")]
        #expect(try client.send(first).text == "inside")
        let second = request(to: "turning.example", at: "127.0.0.2", server, rule)
        #expect(try client.failure(of: second) == .addressRefused(.loopback))
        #expect(server.requests.count == 1)
    }

    @Test func `of several addresses of a name those are taken that may be`() throws {
        let server = ScriptedServer([.text("inside")])
        defer { server.stop() }
        let request = request(to: "many.example", at: "127.0.0.2,127.0.0.1", server, try rule("127.0.0.1"))
        #expect(try client.send(request).text == "inside")
    }

    @Test func `a refused address is not even connected to`() throws {
        let server = try PythonServer.raw()
        var request = HTTPRequest(method: "GET", url: server.url, rule: .publicOnly)
        #expect(try client.failure(of: request) == .addressRefused(.loopback))
        request.rule = nil
        #expect(try client.send(request).text == "1 1")
    }

    @Test func `a kept connection is no way around the rule`() throws {
        let server = try PythonServer.raw()
        let open = HTTPRequest(method: "GET", url: server.url)
        var guarded = open
        #expect(try client.send(open).text == "1 1")
        guarded.rule = .publicOnly
        #expect(try client.failure(of: guarded) == .addressRefused(.loopback))
        // The refused one is closed.
        guarded.rule = try rule("127.0.0.0/8")
        #expect(try client.send(guarded).text == "2 1")
        #expect(try client.send(guarded).text == "2 1")
        guarded.rule = try rule("10.0.0.0/8")
        #expect(try client.failure(of: guarded) == .addressRefused(.loopback))
    }

    @Test func `the error names the class and says nothing of the request`() throws {
        let url = "http://user:secret@127.0.0.1:1/secret?key=secret"
        let error = try client.failure(of: HTTPRequest(method: "GET", url: url, rule: .publicOnly))
        #expect(
            "\(error)"
                == "no connection was made, since the loopback address behind it is not on the list of allowed ones")
    }

    private func rule(_ destinations: String...) throws -> OutboundRule {
        OutboundRule(allow: try destinations.map { try AllowedDestination($0) })
    }

    /// To a name that has these addresses, without a resolver.
    private func request(to host: String, at addresses: String, _ server: ScriptedServer, _ rule: OutboundRule)
        -> HTTPRequest
    {
        HTTPRequest(
            method: "GET", url: "http://\(host):\(server.port)/", rule: rule,
            names: ["\(host.lowercased()):\(server.port):\(addresses)"])
    }
}
