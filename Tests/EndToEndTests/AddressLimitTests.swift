import Foundation
import HTTPClient
import JSON
import Manifest
import TestServers
import Testing

/// Whom no function knows yet is counted by nginx, by address.
@Suite struct AddressLimitTests {
    private let keys = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n"

    @Test func `an address without a token is told to come again, as functions tell it`() throws {
        try Platform.run(rateScale: 1) { (platform) throws in
            let client = try Client.registered(at: platform)
            let count = 1_000
            let connection = try platform.connection()
            connection.send(String(repeating: "\(keys)\r\n", count: count))
            let all = try connection.answers(count).components(separatedBy: "HTTP/1.1 ").dropFirst()
            let served = all.filter { $0.hasPrefix("200") }
            let refused = all.filter { $0.hasPrefix("429") }
            #expect(served.count + refused.count == count)
            #expect(served.count >= 200 && !refused.isEmpty, "\(served.count)")
            let answer = try #require(refused.first)
            let headers = try RawAnswer("HTTP/1.1 \(answer)")
            #expect(headers.values("retry-after") == ["1"])
            #expect(headers.values("content-type") == ["application/problem+json"])
            #expect(headers.values("ratelimit-policy") == [#""address";q=100;w=1"#])
            #expect(headers.values("x-content-type-options") == ["nosniff"])
            let body = try #require(answer.components(separatedBy: "\r\n\r\n").last)
            let problem = try JSON(parsing: body)
            #expect(problem["code"] == "rate_limited" && problem["status"] == 429)
            // Who has a token, and who asks whether anything works, is not counted.
            for _ in 0..<10 {
                #expect(try client.get("/api/v1/workflows").status == 200)
                #expect(try Client(url: platform.url).get("/health").status == 200)
            }
        }
    }

    @Test func `what looks like a token does not help who signs in`() throws {
        try Platform.run(rateScale: 1) { (platform) throws in
            let count = 600
            let connection = try platform.connection()
            let request =
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n"
                + "Content-Length: 0\r\n\r\n"
            connection.send(String(repeating: request, count: count))
            let all = try connection.answers(count).components(separatedBy: "HTTP/1.1 ").dropFirst()
            #expect(all.contains { $0.hasPrefix("429") && $0.contains("\"address\"") })
        }
    }

    @Test func `an address has only so many requests under way`() throws {
        try Platform.run(rateScale: 1) { (platform) throws in
            try platform.supervisor.signal(SIGSTOP, "functions/auth")
            let connections = try (0..<80).map { _ in try platform.connection() }
            for connection in connections { connection.send("\(keys)Connection: close\r\n\r\n") }
            try Wait.until("those above the limit are answered") { connections.filter(\.isAnswered).count >= 16 }
            try platform.supervisor.signal(SIGCONT, "functions/auth")
            let statuses = try connections.map { try RawAnswer($0.answer()).status }
            #expect(statuses.filter { $0 == 429 }.count == 16, "\(statuses)")
            #expect(statuses.filter { $0 == 200 }.count == 64, "\(statuses)")
        }
    }

    @Test func `a proxy's word on addresses counts, and a network of IPv6 counts as one`() throws {
        let site = NginxSite(proxy: NginxSite.Proxy(addresses: ["127.0.0.1"]))
        try Platform.run(rateScale: 1, site: site) { (platform) throws in
            func refused(_ address: (Int) -> String) throws -> Int {
                let count = 600
                let connection = try platform.connection()
                connection.send(
                    (0..<count).map { "\(keys)X-Forwarded-For: 192.0.2.1, \(address($0))\r\n\r\n" }.joined())
                let all = try connection.answers(count).components(separatedBy: "HTTP/1.1 ").dropFirst()
                return all.count { $0.hasPrefix("429") }
            }
            #expect(try refused { "10.1.\($0 / 256).\($0 % 256)" } == 0)
            #expect(try refused { "2001:db8:0:\(String($0, radix: 16))::1" } == 0)
            #expect(try refused { "2001:db8:1:1::\(String($0 + 1, radix: 16))" } > 0)
            #expect(try refused { "::ffff:10.2.\($0 / 256).\($0 % 256)" } == 0)
            // The proxy appends whom it saw: what the client wrote before that counts for nothing.
            #expect(try refused { _ in "10.3.0.1" } > 0)
            #expect(platform.log(of: "auth").contains(#""address":"10.3.0.1""#))
        }
    }

    @Test func `nobody is believed who is not named`() throws {
        try Platform.run(rateScale: 1) { (platform) throws in
            let count = 600
            let connection = try platform.connection()
            connection.send(
                (0..<count).map { "\(keys)X-Forwarded-For: 10.4.\($0 / 256).\($0 % 256)\r\n\r\n" }.joined())
            let all = try connection.answers(count).components(separatedBy: "HTTP/1.1 ").dropFirst()
            #expect(all.contains { $0.hasPrefix("429") })
            #expect(!platform.log(of: "auth").contains(#""address":"10.4."#))
        }
    }

    @Test func `a proxy that speaks the PROXY protocol says it before the request`() throws {
        let proxy = NginxSite.Proxy(addresses: ["127.0.0.0/8"], speaksProxyProtocol: true)
        try Platform.run(
            site: NginxSite(proxy: proxy),
            isServed: { platform in
                let connection = try? platform.connection()
                connection?.send("PROXY TCP4 10.5.0.1 127.0.0.1 4000 80\r\n\(keys)Connection: close\r\n\r\n")
                return (try? connection?.answer().contains("HTTP/1.1 200")) == true
            }
        ) { (platform) throws in
            #expect(platform.log(of: "auth").contains(#""address":"10.5.0.1""#))
        }
    }

    @Test(arguments: [
        ("10.0.0.0/33", "from 0 to 32"), ("10.0.0.1/8", "must be 0"), ("proxy.example", "expected an address"),
        ("0.0.0.0/0", "that is everybody"), ("::/0", "that is everybody"), ("", "expected an address"),
    ])
    func `a proxy that cannot be trusted is named`(address: String, reason: String) throws {
        let arguments = [
            "render", "nginx", "--functions", "functions", "--daemons", "Sources", "--run-directory",
            NSTemporaryDirectory() + "render-\(UUID().uuidString)", "--trusted-proxy", address,
        ]
        let command = try OperatorCommand(arguments)
        #expect(!command.isSuccess && command.error.contains(reason), "\(command)")
        #expect(command.error.contains("trusted proxy \(address)"))
    }
}
