import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// People are told by mail of API keys that end.
@Suite struct APIKeyNoticeTests {
    @Test func `mail comes a month and a week before a key ends, once each`() throws {
        try TestServers.temporaryDirectory { directory in
            let mail = try PrivateMailServer(in: directory)
            defer { mail.stop() }
            let settings = [
                "SMTP_URL": mail.url, "MAIL_FROM": "mail@example.com", "PUBLIC_URL": "https://platform.example.com",
            ]
            try Platform.run(variables: settings) { (platform) throws in
                let client = try Client.registered(at: platform)
                let email = try #require(client.get("/api/v1/auth/me").json["user"]?["email"]?.string)
                let own = try client.post("/api/v1/api-keys", ["name": "nightly", "scopes": ["runs:read"]])
                #expect(own.status == 201, "\(own.text)")
                let database = Database(platform.database)
                // The name is one of those that were taken before.
                func subjects(_ count: Int, after days: Int) throws -> [String] {
                    try database.execute(
                        """
                        UPDATE api_keys SET name = \("nightly\n\"x"), expires_at = UTC_TIMESTAMP(6) + INTERVAL \(days) DAY,
                            created_at = UTC_TIMESTAMP(6) - INTERVAL 60 DAY
                        """)
                    // It looks every ten minutes, and when it begins.
                    for slot in try platform.supervisor.slots(of: "daemons/notifier") {
                        try platform.supervisor.restart(slot)
                    }
                    try Wait.until("\(count) mails") { mail.messages(to: email).count >= count }
                    return mail.messages(to: email).compactMap {
                        $0.firstMatch(of: /Subject: (.+)\n/).map { String($0.1) }
                    }
                }
                #expect(try subjects(1, after: 29) == ["An API key ends in 30 days"])
                #expect(try subjects(2, after: 6) == ["An API key ends in 30 days", "An API key ends in 7 days"])
                let told = mail.messages(to: email)[1]
                let id = try #require(try own.json["id"]?.string)
                #expect(told.contains("revoke \(id)") && told.contains("https://platform.example.com"), "\(told)")
                for (name, text) in platform.logs { #expect(!text.contains(email), "\(name)") }
            }
        }
    }
}
