import Database
import Foundation
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// Events from the API and from Redis, on their way to runs that are parked.
@Suite struct EventTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: listens, version: 1.0.0}
        do:
          - greet: {set: {greeting: hello}}
        """

    private func event(_ id: String, type: String = "placed") -> JSON {
        ["specversion": "1.0", "id": .string(id), "source": "/shop", "type": .string(type), "data": ["n": 1]]
    }

    private func send(
        _ body: JSON, _ client: Client, mediaType: String = "application/cloudevents+json"
    ) throws -> HTTPResponse {
        try client.send("POST", "/api/v1/events", headers: [("Content-Type", mediaType)], body: body.bytes)
    }

    /// A run that is parked and listens, as a worker would have left it.
    private func listening(_ client: Client, _ platform: Platform, to type: String) throws -> String {
        // It may be there already.
        try? client.deploy(workflow)
        let run = Identifier<Self>()
        let database = Database(platform.database)
        try database.transaction { database in
            try database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                SELECT tenant_id, \(run), id, 'waiting', '{}', created_by, UTC_TIMESTAMP(6) FROM workflow_versions
                WHERE tenant_id = \(try tenant(of: client))
                """)
            try database.execute(
                """
                INSERT INTO event_subscriptions (tenant_id, run_id, ordinal, filter_no, type)
                VALUES (\(try tenant(of: client)), \(run), 0, 0, \(type))
                """)
        }
        return run.description
    }

    private func tenant(of client: Client) throws -> TenantID {
        let answer = try client.get("/api/v1/auth/me").json
        return try #require(answer["tenant"]?["id"]?.string.flatMap { TenantID($0) })
    }

    @Test func `each mode is taken, a duplicate changes nothing, and what is wrong is named`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let one = try send(event("1"), client)
            #expect(one.status == 202)
            #expect(try one.json["items"]?[0]?["isDuplicate"] == false)
            let list = try send([event("1"), event("2")], client, mediaType: "application/cloudevents-batch+json")
            #expect(try list.json["items"]?[0] == ["id": one.json["items"]?[0]?["id"] ?? nil, "isDuplicate": true])
            #expect(try list.json["items"]?[1]?["isDuplicate"] == false)

            let headers = [
                ("ce-specversion", "1.0"), ("ce-id", "3"), ("ce-source", "/shop"), ("ce-type", "placed"),
                ("ce-subject", "Gr%C3%BC%C3%9Fe"),
            ]
            let binary = try client.send("POST", "/api/v1/events", headers: headers, body: [0xFF, 0xFE])
            #expect(binary.status == 202, "\(binary.text)")
            let stored = try #require(
                try Database(platform.database).first(
                    "SELECT event FROM events ORDER BY id DESC LIMIT 1")?.get("event", as: String.self))
            let json = try JSON(parsing: stored)
            #expect(json["subject"] == "Grüße" && json["data_base64"] == "//4=")

            let wrong = try send(["specversion": "1.0", "id": "4", "type": "t", "Bad": 1], client)
            #expect(wrong.status == 422 && wrong.problem == "event_invalid")
            #expect(try wrong.json["errors"]?.array?.map { $0["pointer"]?.string } == ["/source", "/Bad"])
            #expect(try send("no object", client).problem == "event_invalid")
            #expect(
                try client.send(
                    "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: [0x7B]
                ).problem == "invalid_json")
            #expect(try send(event("5"), client, mediaType: "application/cloudevents+xml").status == 415)
            #expect(try send(event("5"), client, mediaType: "application/json").problem == "event_invalid")
            #expect(try Client(url: platform.url).send("POST", "/api/v1/events").status == 401)
        }
    }

    @Test func `an event wakes the runs of its own tenant that listen, with Redis and without`() throws {
        try Platform.run { (platform) throws in
            let (client, stranger) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let foreign = try listening(stranger, platform, to: "placed")
            let other = try listening(client, platform, to: "paid")
            let first = try listening(client, platform, to: "placed")
            #expect(try send(event("1"), client).status == 202)
            #expect(try client.finished(first)["status"] == "completed")
            platform.redis.stop()
            let second = try listening(client, platform, to: "placed")
            #expect(try send(event("2"), client).status == 202)
            #expect(try client.finished(second)["status"] == "completed")
            try platform.redis.start()
            #expect(try stranger.run(foreign)["status"] == "waiting")
            #expect(try client.run(other)["status"] == "waiting")
        }
    }

    @Test func `a producer's events go through Redis, also after it was emptied`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let key = "intelligentic:ingress:\(try tenant(of: client))"
            let redis = Redis(platform.redis.configuration)
            let first = try listening(client, platform, to: "placed")
            try redis.send("XADD", key, "*", "event", event("1").text)
            #expect(try client.finished(first)["status"] == "completed")
            try redis.send("FLUSHALL")
            let second = try listening(client, platform, to: "placed")
            try redis.send("XADD", key, "*", "event", "no event")
            try redis.send("XADD", key, "*", "event", event("2").text)
            #expect(try client.finished(second)["status"] == "completed")
            #expect(try redis.send("XLEN", key).integer == 0)
            #expect(try redis.send("XLEN", "intelligentic:ingress-refused:\(try tenant(of: client))").integer == 1)
            #expect(platform.log(of: "worker").contains("entries of producers are no events"))
            #expect(!platform.log(of: "worker").contains("no event\""))
        }
    }

    @Test func `somebody sends events from the command line`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (person) throws in
                let registered = try person(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "shop",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(registered.code == 0, "\(registered)")
                let sent = try person(
                    "event", "send", "--type", "placed", "--source", "/shop", "--id", "1", "--data", #"{"n": 1}"#)
                #expect(sent.code == 0 && sent.output.hasPrefix("Sent event "), "\(sent)")
                let list = JSON.array([event("1"), event("2")]).text
                let file = try person("event", "send", "-", input: list)
                #expect(
                    file.output.split(separator: "\n").map { $0.hasSuffix("which had come before.") } == [true, false])
                let wrong = try person("event", "send", "-", input: "{}")
                #expect(wrong.code == 5 && wrong.error.contains("/source"), "\(wrong)")
                #expect(try person("event", "send", "--type", "placed").code == 2)
                #expect(try person("event", "send", "--type", "t", "--source", "/", "--data", "{").code == 2)
            }
        }
    }
}
