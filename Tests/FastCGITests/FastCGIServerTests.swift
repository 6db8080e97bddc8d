import FastCGI
import Foundation
import HTTPClient
import TestServers
import Testing

@Suite struct FastCGIServerTests {
    private let http = HTTPClient()

    private func get(_ url: String) throws -> HTTPResponse { try http.send(HTTPRequest(method: "GET", url: url)) }

    private func post(_ url: String, _ body: [UInt8]) throws -> HTTPResponse {
        try http.send(HTTPRequest(method: "POST", url: url, body: body))
    }

    @Test(arguments: [0, 1, 8_192, 65_537, 1_500_000])
    func `bodies and parameters come through`(size: Int) throws {
        try EchoServer.run { (server) throws in
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            for _ in 0..<3 {
                let answer = try post("\(server.url)/?a=%20b", body)
                #expect(answer.status == 200)
                let isSame = answer.body == body
                #expect(isSame)
                #expect(answer.header("X-Query") == "a=%20b")
            }
        }
    }

    @Test func `a body over the limit is not read, and the connection goes on`() throws {
        try EchoServer.run { (server) throws in
            for path in ["/", "/unread"] {
                let answer = try post(server.url + path, [UInt8](repeating: 1, count: 4_000_000))
                #expect(answer.status == (path == "/" ? 400 : 200))
                #expect(try post(server.url, [1]).body == [1])
            }
        }
    }

    @Test func `a header cannot bring another one`() throws {
        try EchoServer.run { (server) throws in
            let answer = try get("\(server.url)/inject")
            #expect(answer.status == 500)
            #expect(answer.header("X-B") == nil)
        }
    }

    @Test func `connections that wait hold no thread`() throws {
        try EchoServer.run(threads: 1) { (server) throws in
            let waiting = try (0..<20).map { _ in try RawConnection(server.socket) }
            #expect(try get(server.url).status == 200)
            // One that is told goodbye, one that sends nonsense: the thread lives on.
            waiting[0].close()
            waiting[1].send([UInt8](repeating: 0xFF, count: 100))
            #expect(waiting[1].isClosedByPeer())
            waiting[2].send([1, 1, 0, 1, 0, 8, 0])
            waiting[2].close()
            #expect(try get(server.url).status == 200)
        }
    }

    @Test func `servers come and go on one socket without a failed request`() throws {
        try EchoServer.run { (server) throws in
            let answers = Answers(count: 4) { [http, url = server.url] in
                for _ in 0..<300 {
                    let status = (try? http.send(HTTPRequest(method: "GET", url: url)))?.status
                    if status != 200 { return status }
                }
                return 200
            }
            for _ in 0..<10 {
                server.start(threads: 2)
                try server.stopFirst()
            }
            #expect(answers.wait() == [200, 200, 200, 200])
        }
    }
}
