import Identity
import TestServers
import Testing

@testable import MailClient

/// What goes over the line, to a real SMTP server.
@Suite struct MailClientTests {
    private func message(to recipient: String = "ada@example.com", _ text: String = "Hello.\n.\nBye.") throws
        -> MailMessage
    {
        try MailMessage(
            from: "mail@example.com", to: recipient, subject: "A subject", text: text, id: "1@example.com",
            date: Timestamp(microseconds: 1_795_687_080_000_000))
    }

    private func with(_ arguments: [String] = [], _ body: (PrivateMailServer) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let server = try PrivateMailServer(in: directory, arguments: arguments)
            defer { server.stop() }
            try body(server)
        }
    }

    private func failure(_ body: () throws -> Void) -> (reason: String, code: Int?)? {
        do {
            try body()
        } catch MailError.failed(let reason, let code) {
            return (reason, code)
        } catch {}
        return nil
    }

    @Test func `a message arrives as it was written`() throws {
        try with { server in
            let client = MailClient(try SMTPServer(url: server.url))
            try client.send(message())
            try client.send(message("Grüße 日本"))
            let all = server.messages
            #expect(
                all.first == """
                    From: <mail@example.com>
                    To: <ada@example.com>
                    Subject: A subject
                    Date: Thu, 26 Nov 2026 09:58:00 +0000
                    Message-ID: <1@example.com>
                    Auto-Submitted: auto-generated
                    MIME-Version: 1.0
                    Content-Type: text/plain; charset=utf-8
                    Content-Transfer-Encoding: 7bit

                    Hello.
                    .
                    Bye.

                    """)
            #expect(all.count == 2 && all[1].hasSuffix("Content-Transfer-Encoding: base64\n\nR3LDvMOfZSDml6XmnKw=\n"))
        }
    }

    @Test func `a receiver that is refused for good is told from one that is refused for now`() throws {
        try with { server in
            let client = MailClient(try SMTPServer(url: server.url))
            #expect(throws: MailError.refused(code: 550)) { try client.send(message(to: "refused@example.com")) }
            let (reason, code) = try #require(failure { try client.send(message(to: "busy@example.com")) })
            #expect(code == 451)
            #expect(!reason.contains("busy@"))
            #expect(server.messages.isEmpty)
        }
    }

    @Test func `a server that asks for a password gets it, and a wrong one can be put right later`() throws {
        try with(["--user", "mail", "--password", "a: b@c/"]) { server in
            try MailClient(SMTPServer(url: server.url, user: "mail", password: "a: b@c/")).send(message())
            #expect(server.messages.count == 1)
            let wrong = MailClient(try SMTPServer(url: server.url, user: "mail", password: "wrong"))
            let (reason, _) = try #require(failure { try wrong.send(message()) })
            #expect(reason.contains("denied"), "\(reason)")
        }
    }

    @Test func `where TLS is required, a server without it gets nothing`() throws {
        try with { server in
            let client = MailClient(try SMTPServer(url: server.url, requiresTLS: true))
            let (reason, _) = try #require(failure { try client.send(message()) })
            #expect(reason.contains("SSL"), "\(reason)")
            #expect(server.messages.isEmpty)
        }
    }

    @Test func `a server that is away may come back`() throws {
        let client = MailClient(try SMTPServer(url: "smtp://127.0.0.1:1"))
        let (_, code) = try #require(failure { try client.send(message()) })
        #expect(code == nil)
    }

    @Test(arguments: [
        ("smtp://127.0.0.1:2525", false), ("smtp://localhost", false), ("smtps://[::1]:465", false),
        ("smtp://mail.example.com", true), ("smtps://mail.example.com:465", true), ("smtp://127.evil.example", true),
        ("smtp://10.0.0.1:25", true), ("smtp://[::2]", true),
    ])
    func `TLS is required but to this host`(url: String, requiresTLS: Bool) throws {
        #expect(try SMTPServer(url: url).requiresTLS == requiresTLS)
    }

    @Test(arguments: [
        "", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://user@mail.example.com", "smtp://a/b",
        "smtp://a:0", "smtp://a:99999", "smtp://a:b", "smtp://[::1", "smtp://a b", "smtp://a\r\nb",
    ])
    func `what is no address of a server is refused`(url: String) {
        #expect(throws: MailError.self) { try SMTPServer(url: url) }
    }

    @Test(arguments: [
        "ada@example.com\r\nBcc: eve@example.com", "ada", "<ada@example.com>", "ada @example.com", "ä@example.com",
    ])
    func `nobody writes headers with an address`(recipient: String) {
        #expect(throws: MailError.self) { try message(to: recipient) }
    }
}
