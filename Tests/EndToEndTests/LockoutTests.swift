import Database
import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// Whoever guesses passwords is slowed down, and learns nothing by that.
@Suite struct LockoutTests {
    /// Free tries with an e-mail.
    private static let limit = 10

    @Test func `wrong passwords are slowed down alike for known and unknown e-mails, also when Redis was emptied`()
        throws
    {
        try Platform.run { (platform) throws in
            let known = "\(UUID().uuidString.lowercased())@example.com"
            let client = Client(url: platform.url)
            let registration: JSON = [
                "email": .string(known), "password": .string(Client.password), "tenant": "Engines",
            ]
            #expect(try client.post("/api/v1/auth/register", registration).status == 201)
            let database = Database(platform.database)
            var answers: [[Answer]] = []
            for email in [known, "nobody@example.com"] {
                var all = try (0..<Self.limit).map { _ in
                    try Redis(platform.redis.configuration).send("FLUSHALL")
                    return try logIn(email, "wrong horse battery", client)
                }
                // However slow this machine is, the next one comes too early.
                try database.execute(
                    """
                    UPDATE login_attempts SET locked_until = UTC_TIMESTAMP(6) + INTERVAL 900 SECOND
                    WHERE failures = \(Self.limit) AND expires_at > UTC_TIMESTAMP(6) + INTERVAL 2 HOUR
                    """)
                try Redis(platform.redis.configuration).send("FLUSHALL")
                all.append(try logIn(email, "wrong horse battery", client))
                answers.append(all)
            }
            #expect(answers[0] == answers[1])
            #expect(answers[0].map(\.status) == Array(repeating: 401, count: Self.limit) + [429])
            #expect(answers[0].last?.body["code"] == "too_many_attempts")
            #expect(try logIn(known, Client.password, client).status == 429)
            try database.execute("UPDATE login_attempts SET locked_until = UTC_TIMESTAMP(6)")
            #expect(try logIn(known, Client.password, client).status == 200)
        }
    }

    private func logIn(_ email: String, _ password: String, _ client: Client) throws -> Answer {
        let answer = try client.post("/api/v1/auth/login", ["email": .string(email), "password": .string(password)])
        if answer.status == 429 { #expect((1...900).contains(answer.header("Retry-After").flatMap(Int.init) ?? 0)) }
        return try Answer(answer)
    }

    /// All of an answer but what names the request or counts down.
    private struct Answer: Equatable {
        let status: Int
        let headers: [String]
        let body: JSON

        init(_ response: HTTPResponse) throws {
            status = response.status
            headers = response.headers.map { $0.0.lowercased() }.sorted()
            var json = try response.json
            json["requestId"] = .null
            body = json
        }
    }
}
