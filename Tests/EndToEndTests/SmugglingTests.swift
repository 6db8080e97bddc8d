import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Requests that two readers could take for different ones (RFC 9112, sections 2.2, 3.2, 5.2 and 6.3) are refused, and the
/// connection is closed.
@Suite struct SmugglingTests {
    private let hidden = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func `what could be read in two ways is answered once, and nothing after it is read`() throws {
        try Platform.run { (platform) throws in
            let post = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            let get = "GET /health HTTP/1.1\r\nHost: localhost\r\n"
            let refused: [(what: String, text: String, status: Int)] = [
                ("length, then chunks", "\(post)Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
                ("chunks, then length", "\(post)Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
                ("two lengths", "\(post)Content-Length: 0\r\nContent-Length: 5\r\n\r\n", 400),
                ("the same length twice", "\(post)Content-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
                ("a list of lengths", "\(post)Content-Length: 0, 0\r\n\r\n", 400),
                ("a signed length", "\(post)Content-Length: +0\r\n\r\n", 400),
                ("a negative length", "\(post)Content-Length: -1\r\n\r\n", 400),
                ("two encodings", "\(post)Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n", 400),
                ("nearly chunked", "\(post)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501),
                ("chunked behind a tab", "\(post)Transfer-Encoding: \u{0B}chunked\r\n\r\n0\r\n\r\n", 501),
                ("a space before the colon", "\(post)Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
                (
                    "chunks in HTTP/1.0",
                    "\(post.replacingOccurrences(of: "HTTP/1.1", with: "HTTP/1.0"))Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    400
                ),
                ("a chunk of 2^64 bytes", "\(post)Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 400),
                ("a chunk that is longer", "\(post)Transfer-Encoding: chunked\r\n\r\n1\r\n{}}\r\n0\r\n\r\n", 400),
                ("a folded header", "\(get)X-A: b\r\n c\r\n\r\n", 400),
                ("a folded first header", "GET /health HTTP/1.1\r\n X-A: b\r\nHost: localhost\r\n\r\n", 400),
                ("a bare CR", "\(get)X-A: b\rX-B: c\r\n\r\n", 400),
                ("NUL in a value", "\(get)X-A: b\0c\r\n\r\n", 400),
                ("NUL in a name", "\(get)X\0A: b\r\n\r\n", 400),
                ("NUL in the path", "GET /health\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
                ("an escaped NUL in the path", "GET /health%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
                ("two hosts", "\(get)Host: evil.example\r\n\r\n", 400),
                ("no host", "GET /health HTTP/1.1\r\n\r\n", 400),
                ("a host with a path", "GET /health HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400),
                ("another version", "GET /health HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
                ("CONNECT", "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
            ]
            for (what, text, status) in refused {
                let answer = try platform.answer(to: text + hidden)
                #expect(try RawAnswer(answer).status == status, "\(what): \(answer)")
                #expect(answer.components(separatedBy: "HTTP/1.1 ").count == 2, "\(what): \(answer)")
                #expect(answer.contains("\"status\":\(status),\"code\":\""), "\(what): \(answer)")
            }
        }
    }

    @Test func `what is unusual and has one meaning is served once`() throws {
        try Platform.run { (platform) throws in
            func statuses(_ text: String) throws -> [Substring] {
                try platform.answer(to: text).split(separator: "HTTP/1.1 ").map { $0.prefix(3) }
            }
            let close = "Host: localhost\r\nConnection: close\r\n"
            // RFC 9112, section 2.2, lets a server take LF alone. What follows nginx gets lengths, not lines.
            #expect(try statuses("GET /health HTTP/1.1\nHost: localhost\nConnection: close\n\n") == ["200"])
            #expect(
                try statuses("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\n\(close)\r\n")
                    == ["200", "404"])
            #expect(try statuses("GET http://localhost/health HTTP/1.1\r\n\(close)\r\n") == ["200"])
            #expect(try statuses("GET /health HTTP/1.0\r\n\r\n") == ["200"])
            let body = #"{"email": "nobody@example.com", "password": "wrong password"}"#
            let chunked =
                "POST /api/v1/auth/login HTTP/1.1\r\n\(close)Content-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n\(String(body.utf8.count, radix: 16));a=b\r\n\(body)\r\n0\r\n\r\n"
            #expect(try statuses(chunked) == ["401"])
        }
    }

    @Test func `a name with an underscore is not taken for the one with a hyphen`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.putSecret("a", 1)
            let (token, tag) = try (#require(client.token), #require(client.get("/api/v1/secrets/a").header("ETag")))
            func status(_ name: String) throws -> Int {
                try RawAnswer(
                    platform.answer(
                        to: "GET /api/v1/secrets/a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Authorization: Bearer \(token)\r\n\(name): \(tag)\r\n\r\n")
                ).status
            }
            #expect(try status("If-None-Match") == 304)
            #expect(try status("If_None_Match") == 200)
        }
    }

    @Test func `a host that is not served is refused, in whatever way it is named`() throws {
        try Platform.run { (platform) throws in
            let requests = [
                "GET /health HTTP/1.1\r\nHost: evil.example\r\n",
                "GET /health HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n",
                "GET http://evil.example/health HTTP/1.1\r\nHost: localhost\r\n",
                "POST /api/v1/auth/register HTTP/1.0\r\nHost: evil.example\r\nContent-Length: 0\r\n",
                "GET /docs HTTP/1.1\r\nHost: evil.example\r\n",
            ]
            for request in requests {
                let answer = try platform.answer(to: "\(request)Connection: close\r\n\r\n")
                #expect(try RawAnswer(answer).status == 421, "\(answer)")
                #expect(answer.contains(#""code":"wrong_host""#), "\(answer)")
            }
            for name in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:80"] {
                let answer = try platform.answer(
                    to: "GET /health HTTP/1.1\r\nHost: \(name)\r\nConnection: close\r\n\r\n")
                #expect(try RawAnswer(answer).status == 200, "\(name): \(answer)")
            }
        }
    }
}
