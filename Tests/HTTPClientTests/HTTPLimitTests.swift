import Foundation
import HTTPClient
import TestServers
import Testing

@Suite struct HTTPLimitTests {
    private let client = HTTPClient()

    @Test func `an answer that does not come is over after the time limit`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(60))])
        defer { server.stop() }
        let started = ContinuousClock.now
        let limit = Duration.milliseconds(300)
        #expect(
            try client.failure(of: HTTPRequest(method: "GET", url: server.url, timeout: limit)) == .timeLimit(limit))
        // libcurl counts in milliseconds.
        #expect((limit - .milliseconds(5)..<limit + .seconds(10)).contains(started.duration(to: .now)))
    }

    @Test(arguments: ["/silence", "/endless"]) func `the time limit counts to the end of the body`(path: String) throws
    {
        let server = try PythonServer.raw()
        let request = HTTPRequest(
            method: "GET", url: server.url + path, timeout: .milliseconds(300), maxResponseBytes: .max)
        #expect(try client.failure(of: request) == .timeLimit(.milliseconds(300)))
    }

    @Test func `a connection that is not accepted is over after its own limit`() throws {
        let server = try FullServer()
        let request = HTTPRequest(
            method: "GET", url: server.url, timeout: .seconds(60), connectTimeout: .milliseconds(300))
        let started = ContinuousClock.now
        #expect(try client.failure(of: request) == .connectTimeLimit(.milliseconds(300)))
        #expect(started.duration(to: .now) < .seconds(30))
    }

    @Test func `the limit of connecting is over once there is a connection`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(60))])
        defer { server.stop() }
        let request = HTTPRequest(
            method: "GET", url: server.url, timeout: .milliseconds(600), connectTimeout: .milliseconds(500))
        #expect(try client.failure(of: request) == .timeLimit(.milliseconds(600)))
    }

    @Test func `a refused connection and a dropped or cut answer are lost connections`() throws {
        let server = ScriptedServer([.dropped(), ScriptedAnswer(body: Array("0123456789".utf8), cutAfter: 4)])
        defer { server.stop() }
        let request = HTTPRequest(method: "GET", url: server.url)
        #expect(try client.failure(of: request) == .connection("Server returned nothing (no headers, no data)"))
        #expect(try client.failure(of: request) == .connection("Transferred a partial file"))
        let nobody = HTTPRequest(method: "GET", url: "http://127.0.0.1:\(TestServers.freePort())/")
        #expect(try client.failure(of: nobody) == .connection("Couldn't connect to server"))
    }

    @Test func `a body may have as many bytes as it may, and not one more`() throws {
        let server = ScriptedServer([.text(String(repeating: "x", count: 1_000))])
        defer { server.stop() }
        let fitting = HTTPRequest(method: "GET", url: server.url, maxResponseBytes: 1_000)
        #expect(try client.send(fitting).body.count == 1_000)
        let small = HTTPRequest(method: "GET", url: server.url, maxResponseBytes: 999)
        #expect(try client.failure(of: small) == .responseLimit(bytes: 999))
        let none = HTTPRequest(method: "GET", url: server.url, maxResponseBytes: 0)
        #expect(try client.failure(of: none) == .responseLimit(bytes: 0))
    }

    @Test func `an endless body ends at the limit`() throws {
        let server = try PythonServer.raw()
        let request = HTTPRequest(method: "GET", url: server.url + "/endless", maxResponseBytes: 1_000_000)
        #expect(try client.failure(of: request) == .responseLimit(bytes: 1_000_000))
    }

    @Test func `headers have a limit`() throws {
        let server = try PythonServer.raw()
        let request = HTTPRequest(method: "GET", url: server.url + "/headers")
        #expect(try client.failure(of: request) == .headerLimit(bytes: 65_536))
    }

    @Test func `errors say nothing of the request`() throws {
        let url = "http://user:secret@127.0.0.1:\(TestServers.freePort())/secret?key=secret"
        let headers = [("Authorization", "secret")]
        let refused = try client.failure(of: HTTPRequest(method: "GET", url: url, headers: headers))
        #expect("\(refused)" == "no answer: Couldn't connect to server")
        let invalid = try client.failure(
            of: HTTPRequest(method: "GET", url: "http://secret:secret/secret", headers: headers))
        #expect("\(invalid)" == "the request cannot be sent: the URL is not one")
    }
}

/// Listens, and has no room for another connection: the kernel leaves it unanswered.
private final class FullServer {
    let url: String
    private let descriptors: [Int32]

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var descriptors = [listener]
        let isFull = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(listener, generic, length) == 0, listen(listener, 0) == 0,
                    getsockname(listener, generic, &length) == 0
                else { return false }
                let caller = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                descriptors.append(caller)
                return connect(caller, generic, length) == 0
            }
        }
        try #require(isFull)
        self.descriptors = descriptors
        url = "http://127.0.0.1:\(in_port_t(bigEndian: address.sin_port))/"
    }

    deinit { for descriptor in descriptors { close(descriptor) } }
}
