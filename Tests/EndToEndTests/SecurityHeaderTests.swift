import Foundation
import TestServers
import Testing

/// What answers say to browsers (OWASP ASVS 4.0.3, 14.4 and 14.5).
@Suite struct SecurityHeaderTests {
    private let policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    @Test func `every answer of the API may be shown, framed and kept by nobody, whoever gives it`() throws {
        try Platform.run { (platform) throws in
            let token = try #require(try Client.registered(at: platform).token)
            let long = String(repeating: "a", count: 20_000)
            let requests: [(request: String, more: String, status: Int)] = [
                ("GET /health", "", 200),
                ("GET /api/v1/auth/me", "Authorization: Bearer \(token)\r\n", 200),
                ("GET /api/v1/runs", "", 401),
                ("GET /api/v1/nothing", "Authorization: Bearer \(token)\r\n", 404),
                ("GET /nothing", "", 404),
                ("GET /docs/nothing", "", 404),
                ("DELETE /api/v1/workflows", "Authorization: Bearer \(token)\r\n", 405),
                ("TRACE /health", "", 405),
                ("POST /api/v1/runs", "Content-Length: 99000000\r\n", 413),
                ("GET /\(long)", "", 414),
                ("GET /", "X-Long: \(long)\r\n", 431),
                ("GET /", "No header\r\n\0: 1\r\n", 400),
                ("POST /", "Transfer-Encoding: gzip\r\n", 501),
                ("GET /", "Host: twice\r\n", 400),
            ]
            for (request, more, status) in requests {
                try check(platform, request, more, status)
            }
            platform.supervisor.stop()
            try check(platform, "GET /health", "", 502)
        }
    }

    @Test func `what may be kept says so once`() throws {
        try Platform.run { (platform) throws in
            let keys = try answer(platform, "GET /.well-known/jwks.json")
            #expect(keys.values("cache-control") == ["public, max-age=300"])
            let document = try answer(platform, "GET /api/openapi.json")
            #expect(document.values("cache-control") == ["no-cache"])
            #expect(document.values("content-security-policy") == [policy])
            for path in ["/docs", "/docs/explorer.js"] {
                let page = try answer(platform, "GET \(path)")
                #expect(page.status == 200)
                #expect(page.values("cache-control") == ["no-cache"])
                #expect(page.values("x-content-type-options") == ["nosniff"])
                #expect(page.values("cross-origin-opener-policy") == ["same-origin"])
                let own = try #require(page.values("content-security-policy").first)
                let sources = own.split(separator: ";").flatMap { $0.split(separator: " ").dropFirst() }
                #expect(Set(sources).isSubset(of: ["'none'", "'self'", "'unsafe-inline'", "data:"]), "\(own)")
                #expect(own.contains("script-src 'self';") && own.contains("frame-ancestors 'none'"))
            }
        }
    }

    @Test func `pages of other origins are told nothing that would let them in`() throws {
        try Platform.run { (platform) throws in
            let token = try #require(try Client.registered(at: platform).token)
            for path in ["/api/v1/auth/login", "/api/v1/runs", "/health", "/api/openapi.json", "/docs", "/nothing"] {
                let preflight = try answer(
                    platform, "OPTIONS \(path)",
                    "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                        + "Access-Control-Request-Headers: authorization\r\n")
                #expect(preflight.status == (path == "/nothing" ? 404 : 405), "\(path)")
                let asked = try answer(
                    platform, "GET \(path)", "Origin: https://evil.example\r\nAuthorization: Bearer \(token)\r\n")
                for answer in [preflight, asked] {
                    #expect(!answer.headers.contains { $0.name.hasPrefix("access-control-") }, "\(path)")
                }
            }
        }
    }

    private func answer(_ platform: Platform, _ request: String, _ more: String = "") throws -> RawAnswer {
        try RawAnswer(
            platform.answer(
                to: "\(request) HTTP/1.1\r\nHost: \(platform.address)\r\nConnection: close\r\n\(more)\r\n"))
    }

    private func check(_ platform: Platform, _ request: String, _ more: String, _ status: Int) throws {
        let answer = try answer(platform, request, more)
        let what = Comment(rawValue: "\(request.prefix(60)): \(answer)")
        #expect(answer.status == status, what)
        #expect(answer.values("x-content-type-options") == ["nosniff"], what)
        #expect(answer.values("content-security-policy") == [policy], what)
        #expect(answer.values("referrer-policy") == ["no-referrer"], what)
        #expect(answer.values("cross-origin-resource-policy") == ["same-origin"], what)
        #expect(answer.values("cache-control") == ["no-store"], what)
        #expect(answer.values("server") == ["nginx"], what)
        #expect(answer.values("strict-transport-security").isEmpty, what)
    }
}
