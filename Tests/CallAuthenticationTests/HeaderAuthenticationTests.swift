import CallAuthentication
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Authentications that need nothing but a header (digest, section 9).
@Suite struct HeaderAuthenticationTests {
    private let sender = AuthenticatedSender(client: HTTPClient())

    @Test func `nginx takes a name and a password`() throws {
        let port = TestServers.freePort()
        try TestServers.temporaryDirectory { directory in
            let users = "ali:{PLAIN}open sesame\n"
            try users.write(toFile: "\(directory)/users", atomically: true, encoding: .utf8)
            let nginx = try PrivateNginx(
                configuration: """
                    \(geteuid() == 0 ? "user root;" : "")
                    events {}
                    http {
                        server {
                            listen 127.0.0.1:\(port);
                            auth_basic "cave";
                            auth_basic_user_file \(directory)/users;
                            location / { return 200 $remote_user; }
                            location /inside { root \(directory); try_files /users =404; }
                        }
                    }
                    """)
            defer { nginx.stop() }
            let request = HTTPRequest(method: "GET", url: "http://127.0.0.1:\(port)/inside")
            #expect(try sender.answer(request, as: .none).status == 401)
            #expect(try sender.answer(request, as: .basic(username: "ali", password: "wrong")).status == 401)
            let opened = try sender.answer(request, as: .basic(username: "ali", password: "open sesame"))
            #expect(opened.status == 200)
            #expect(opened.text == users)
        }
    }

    @Test func `what authorizes replaces a header of the call's own`() throws {
        let request = HTTPRequest(
            method: "GET", url: "http://127.0.0.1/", headers: [("authorization", "own"), ("X-Other", "stays")])
        let basic = try ResolvedAuthentication.basic(username: "Aladdin", password: "open sesame").authorize(request)
        // RFC 7617, section 2.
        #expect(
            basic.headers.map { "\($0): \($1)" } == [
                "X-Other: stays", "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            ])
        let bearer = try ResolvedAuthentication.bearer(token: "mF_9.B5f-4.1JqM").authorize(request)
        #expect(bearer.headers.last?.1 == "Bearer mF_9.B5f-4.1JqM")
        let digest = try ResolvedAuthentication.digest(username: "a", password: "b").authorize(request)
        #expect(digest.headers.map(\.0) == ["X-Other"])
    }

    @Test(arguments: [
        (ResolvedAuthentication.basic(username: "a:b", password: "s3cret"), "colon"),
        (.basic(username: "ab", password: "s3cret\r\nX-Injected: 1"), "control characters"),
        (.bearer(token: "s3cret token"), "visible ASCII"),
        (.bearer(token: "s3cret\r\nX-Injected: 1"), "visible ASCII"),
        (.bearer(token: ""), "visible ASCII"),
        (.digest(username: "a", password: "s3cret\0"), "zero byte"),
    ])
    func `credentials that no header can hold are refused without being shown`(
        authentication: ResolvedAuthentication, reason: String
    ) throws {
        let text = try sender.failure(HTTPRequest(method: "GET", url: "http://127.0.0.1:9/"), as: authentication)
        #expect(text.contains(reason))
        #expect(!text.contains("s3cret"))
    }

    @Test(arguments: ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"])
    func `digest 9: digests of each algorithm`(algorithm: String) throws {
        let server = try PrivateAuthorizationServer.shared()
        let url = "\(server.url)/digest/\(algorithm)/auth?q=1"
        let known = ResolvedAuthentication.digest(username: "Mufasa", password: "Circle of Life")
        let body = Array(repeating: UInt8(ascii: "b"), count: 100_000)
        let posted = try sender.answer(HTTPRequest(method: "POST", url: url, body: body), as: known)
        #expect(posted.status == 200)
        #expect(posted.json?["user"] == "Mufasa")
        #expect(posted.json?["body"]?.string?.utf8.count == body.count)
        let got = try sender.answer(HTTPRequest(method: "GET", url: url), as: known)
        #expect(got.json?["user"] == "Mufasa")
        let wrong = ResolvedAuthentication.digest(username: "Mufasa", password: "wrong")
        let refused = try sender.answer(HTTPRequest(method: "GET", url: url), as: wrong)
        #expect(refused.status == 401)
        #expect(refused.text == "who?")
    }

    @Test func `a receiver that signs bodies only is not talked to`() throws {
        let server = try PrivateAuthorizationServer.shared()
        let request = HTTPRequest(method: "POST", url: "\(server.url)/digest/MD5/auth-int", body: Array("b".utf8))
        #expect(try sender.answer(request, as: .digest(username: "Mufasa", password: "Circle of Life")).status == 401)
    }

    @Test func `neither password nor digest follows a redirect to another origin`() throws {
        let challenge = ("WWW-Authenticate", #"Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256"#)
        let other = ScriptedServer([ScriptedAnswer(status: 401, headers: [challenge])])
        let server = ScriptedServer([ScriptedAnswer(status: 307, headers: [("Location", other.url + "/next")])])
        defer {
            server.stop()
            other.stop()
        }
        let request = HTTPRequest(method: "GET", url: server.url, followRedirects: true)
        for authentication in [
            ResolvedAuthentication.digest(username: "u", password: "p"), .basic(username: "u", password: "p"),
            .bearer(token: "t"),
        ] {
            #expect(try sender.answer(request, as: authentication).status == 401)
        }
        #expect(other.requests.map(\.path) == ["/next", "/next", "/next"])
        #expect(other.requests.allSatisfy { $0.header("Authorization") == nil })
        #expect(server.requests.compactMap { $0.header("Authorization") }.count == 2)
    }
}
