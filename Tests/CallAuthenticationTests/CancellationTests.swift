import CallAuthentication
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// Calls that are given up, or run out of time, while their token is asked for.
@Suite struct CancellationTests {
    private let sender = AuthenticatedSender(client: HTTPClient())

    private func settings(_ server: ScriptedServer) -> OAuth2Settings {
        OAuth2Settings(authority: server.url, grant: .clientCredentials)
    }

    private func request(_ server: ScriptedServer, timeout: Duration = .seconds(20)) -> HTTPRequest {
        HTTPRequest(method: "GET", url: "\(server.url)/resource", timeout: timeout)
    }

    private func slowServer(_ delay: Duration) -> ScriptedServer {
        ScriptedServer { request in
            request.path == "/oauth2/token" ? .json(["access_token": "t"], delay: delay) : .text("here")
        }
    }

    @Test func `a call that is given up while it waits for its token ends, and the others go on`() throws {
        let server = slowServer(.milliseconds(300))
        defer { server.stop() }
        let tenant = TenantID()
        let (first, second) = (Call(), Call())
        let transfer = sender.send(request(server), as: .oauth2(settings(server)), for: tenant) { first.end($0) }
        sender.send(request(server), as: .oauth2(settings(server)), for: tenant) { second.end($0) }
        #expect(server.waitForRequests(1))
        transfer.cancel()
        #expect(throws: CallError.http(.cancelled)) { try first.result().get() }
        #expect(try second.result().get().text == "here")
        #expect(server.requests.map(\.path) == ["/oauth2/token", "/resource"])
    }

    @Test func `when nobody waits any more, the token is not waited for, and asked for anew later`() throws {
        let server = slowServer(.milliseconds(300))
        defer { server.stop() }
        let tenant = TenantID()
        let first = Call()
        let transfer = sender.send(request(server), as: .oauth2(settings(server)), for: tenant) { first.end($0) }
        #expect(server.waitForRequests(1))
        transfer.cancel()
        transfer.cancel()
        #expect(throws: CallError.http(.cancelled)) { try first.result().get() }
        #expect(try sender.answer(request(server), as: .oauth2(settings(server)), for: tenant).text == "here")
        #expect(server.requests.map(\.path) == ["/oauth2/token", "/oauth2/token", "/resource"])
    }

    @Test func `a call that is given up while its service answers ends`() throws {
        let server = ScriptedServer([ScriptedAnswer(delay: .seconds(20))])
        defer { server.stop() }
        let call = Call()
        let transfer = sender.send(request(server), as: .bearer(token: "t"), for: TenantID()) { call.end($0) }
        #expect(server.waitForRequests(1))
        transfer.cancel()
        #expect(throws: CallError.http(.cancelled)) { try call.result().get() }
    }

    @Test func `the time for a call includes its token`() throws {
        let server = slowServer(.seconds(20))
        defer { server.stop() }
        let limit = Duration.milliseconds(300)
        let text = try sender.failure(request(server, timeout: limit), as: .oauth2(settings(server)))
        #expect(text == "no token from \(server.url)/oauth2/token: no complete answer within \(limit)")
        let late = ScriptedServer { request in
            request.path == "/oauth2/token"
                ? .json(["access_token": "t"], delay: .milliseconds(200)) : .text("here").after(.milliseconds(250))
        }
        defer { late.stop() }
        let error = #expect(throws: CallError.self) {
            try sender.answer(request(late, timeout: .milliseconds(400)), as: .oauth2(settings(late)))
        }
        #expect(error == .http(.timeLimit(.milliseconds(400))))
    }
}

extension ScriptedAnswer {
    fileprivate func after(_ delay: Duration) -> ScriptedAnswer {
        var answer = self
        answer.delay = delay
        return answer
    }
}
