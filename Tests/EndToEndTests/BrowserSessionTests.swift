import Foundation
import HTTPClient
import JSON
import Manifest
import TestServers
import Testing

/// Sessions of browsers: in cookies, with a proof for what changes something.
@Suite struct BrowserSessionTests {
    private static let wanted = ["Session-Transport": "cookie"]
    private static let names = ["intelligentic-access", "intelligentic-csrf", "intelligentic-refresh"]

    private static func registration() -> JSON {
        let name = UUID().uuidString.lowercased()
        return [
            "email": .string("\(name)@example.com"), "password": .string(Client.password), "tenant": .string(name),
        ]
    }

    private static func role(_ name: String, _ headers: [String: String]) -> Browser.Step {
        Browser.Step(method: "PUT", path: "/api/v1/roles/\(name)", headers: headers, body: ["permissions": []])
    }

    @Test func `a browser signs in, works, refreshes and signs out with its cookies alone`() throws {
        try Platform.run { (platform) throws in
            let person = Self.registration()
            _ = try Client(url: platform.url).post("/api/v1/auth/register", person)
            let proof = ["X-CSRF-Token": "$csrf"]
            let answers = try Browser.send(
                [
                    .init(
                        method: "POST", path: "/api/v1/auth/login", headers: Self.wanted,
                        body: ["email": person["email"] ?? nil, "password": .string(Client.password)]),
                    .init(method: "GET", path: "/api/v1/auth/me"),
                    Self.role("first", proof),
                    .init(method: "POST", path: "/api/v1/auth/refresh", headers: proof),
                    Self.role("second", proof),
                    .init(method: "POST", path: "/api/v1/auth/logout", headers: proof),
                    .init(method: "GET", path: "/api/v1/auth/me"),
                ], to: platform.url)
            #expect(answers.map(\.status) == [200, 200, 201, 200, 201, 204, 401], "\(answers)")
            for answer in [answers[0], answers[3]] {
                #expect(answer.jar == Self.names)
                #expect(answer.body["accessToken"] == nil && answer.body["refreshToken"] == nil)
                #expect(answer.body["csrfToken"]?.string != nil && answer.body["expiresIn"] == 600)
                for cookie in answer.setCookies {
                    #expect(cookie.contains("; Path=/; Max-Age=43200; SameSite=Strict"), "\(cookie)")
                    #expect(cookie.contains("HttpOnly") != cookie.hasPrefix("intelligentic-csrf"), "\(cookie)")
                }
            }
            #expect(answers[0].setCookies.count == 3 && answers[0].setCookies != answers[3].setCookies)
            #expect(answers[5].jar == [] && answers[6].problem == "token_missing")
            // Neither a body nor a log has what the cookies hold.
            let secrets = (answers[0].setCookies + answers[3].setCookies).filter { !$0.hasPrefix("intelligentic-csrf") }
                .compactMap {
                    $0.split(separator: "=", maxSplits: 1).last?.split(separator: ";").first.map(String.init)
                }
            #expect(secrets.count == 4)
            for secret in secrets {
                for (file, text) in platform.logs { #expect(!text.contains(secret), "\(file)") }
                for answer in answers { #expect(!answer.body.text.contains(secret)) }
            }
        }
    }

    @Test func `a browser that proves anew who it is goes on with its cookies, and no script gets the token`() throws {
        try Platform.run { (platform) throws in
            let proof = ["X-CSRF-Token": "$csrf"]
            let password: JSON = ["current": .string(Client.password)]
            let answers = try Browser.send(
                [
                    .init(
                        method: "POST", path: "/api/v1/auth/register", headers: Self.wanted, body: Self.registration()),
                    .init(method: "POST", path: "/api/v1/auth/step-up", body: password),
                    .init(method: "POST", path: "/api/v1/auth/step-up", headers: proof, body: password),
                    Self.role("proven", proof),
                    .init(method: "POST", path: "/api/v1/auth/refresh", headers: proof),
                ], to: platform.url)
            #expect(answers.map(\.status) == [201, 403, 200, 201, 200], "\(answers)")
            let proven = answers[2]
            #expect(proven.body["accessToken"] == nil && proven.body["expiresIn"] == 600)
            #expect(proven.body["csrfToken"]?.string != nil)
            #expect(proven.jar == Self.names && proven.setCookies.count == 3, "\(proven)")
            for cookie in proven.setCookies {
                #expect(cookie.contains("; Path=/; Max-Age=43200; SameSite=Strict"), "\(cookie)")
                #expect(cookie.contains("HttpOnly") != cookie.hasPrefix("intelligentic-csrf"), "\(cookie)")
            }
        }
    }

    @Test func `what changes something needs the proof, from a page of this origin`() throws {
        try Platform.run { (platform) throws in
            let proof = ["X-CSRF-Token": "$csrf"]
            func with(_ more: [String: String]) -> [String: String] { proof.merging(more) { $1 } }
            let refused = [
                Self.role("a", [:]), Self.role("a", ["X-CSRF-Token": "made-up"]),
                Self.role("a", with(["Origin": "http://evil.example"])), Self.role("a", with(["Origin": "null"])),
                Self.role("a", with(["Sec-Fetch-Site": "cross-site"])),
                Self.role("a", with(["Sec-Fetch-Site": "same-site"])),
                .init(method: "POST", path: "/api/v1/auth/refresh"),
                .init(method: "POST", path: "/api/v1/auth/logout"),
                .init(method: "DELETE", path: "/api/v1/roles/a"),
                .init(
                    method: "POST", path: "/api/v1/auth/login",
                    headers: Self.wanted.merging(["Origin": "http://evil.example"]) { $1 },
                    body: ["email": "a@example.com", "password": "x"]),
            ]
            let taken = [
                Self.role("a", with(["Origin": platform.url, "Sec-Fetch-Site": "same-origin"])),
                .init(method: "GET", path: "/api/v1/roles/a", headers: ["Origin": "http://evil.example"]),
            ]
            let first = Browser.Step(
                method: "POST", path: "/api/v1/auth/register", headers: Self.wanted, body: Self.registration())
            let answers = try Browser.send([first] + refused + taken, to: platform.url)
            #expect(answers[0].status == 201)
            for answer in answers[1...refused.count] {
                #expect(answer.status == 403 && answer.problem == "csrf_invalid", "\(answer)")
                #expect(answer.body["detail"]?.string?.contains("X-CSRF-Token") == true)
            }
            #expect(answers.suffix(2).map(\.status) == [201, 200], "\(answers)")
        }
    }

    @Test func `the proof is of one session, and a token in a header needs none`() throws {
        try Platform.run { (platform) throws in
            func register() throws -> (cookies: String, proof: String) {
                let answer = try Client(url: platform.url).send(
                    "POST", "/api/v1/auth/register",
                    headers: [("Content-Type", "application/json"), ("Session-Transport", "cookie")],
                    body: Self.registration().bytes)
                let cookies = answer.headers.filter { $0.0.lowercased() == "set-cookie" }.map {
                    $0.1.prefix { $0 != ";" }
                }
                return (cookies.joined(separator: "; "), try #require(answer.json["csrfToken"]?.string))
            }
            let (one, other) = (try register(), try register())
            func put(_ cookies: String, _ more: [(String, String)], token: String? = nil) throws -> HTTPResponse {
                try Client(url: platform.url, token: token).put(
                    "/api/v1/roles/a", ["permissions": []], headers: [("Cookie", cookies)] + more)
            }
            #expect(try put(one.cookies, [("X-CSRF-Token", other.proof)]).problem == "csrf_invalid")
            #expect(try put(one.cookies, [("X-CSRF-Token", one.proof)]).status == 201)
            // Two of a name: one of them is somebody else's.
            let two = one.cookies + "; " + other.cookies
            #expect(try put(two, [("X-CSRF-Token", one.proof)]).problem == "token_missing")
            let bearer = try Client.registered(at: platform)
            #expect(try put(one.cookies, [("Origin", "http://evil.example")], token: bearer.token).status == 201)
            let wrong = try Client(url: platform.url).send(
                "POST", "/api/v1/auth/login",
                headers: [("Content-Type", "application/json"), ("Session-Transport", "carrier-pigeon")],
                body: Self.registration().bytes)
            #expect(wrong.problem == "session_transport_invalid")
        }
    }

    @Test func `behind TLS the cookies are for TLS and this host alone, and others are not read`() throws {
        let proxy = NginxSite.Proxy(addresses: ["127.0.0.1"], endsTLS: true)
        try Platform.run(site: NginxSite(proxy: proxy)) { (platform) throws in
            let answer = try Client(url: platform.url).send(
                "POST", "/api/v1/auth/register",
                headers: [
                    ("Content-Type", "application/json"), ("Session-Transport", "cookie"),
                    ("Origin", "https://" + platform.address),
                ], body: Self.registration().bytes)
            let cookies = answer.headers.filter { $0.0.lowercased() == "set-cookie" }.map(\.1)
            #expect(answer.status == 201 && cookies.count == 3, "\(answer.text)")
            for cookie in cookies {
                #expect(cookie.hasPrefix("__Host-intelligentic-") && cookie.contains("; Secure"), "\(cookie)")
                #expect(cookie.contains("; Path=/;") && !cookie.contains("Domain"), "\(cookie)")
            }
            let pairs = cookies.map { String($0.prefix { $0 != ";" }) }.joined(separator: "; ")
            func me(_ cookies: String) throws -> HTTPResponse {
                try Client(url: platform.url).send("GET", "/api/v1/auth/me", headers: [("Cookie", cookies)])
            }
            #expect(try me(pairs).status == 200)
            #expect(try me(pairs.replacingOccurrences(of: "__Host-", with: "")).problem == "token_missing")
        }
    }
}
