import Database
import HTTPClient
import JSON
import Testing

/// What clients may send again, and how they keep from writing over each other.
@Suite struct RepetitionTests {
    private static let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: once, version: 1.0.0}
        do:
          - done: {set: {answer: 42}}
        """

    @Test func `a run is started once for an Idempotency-Key`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.workflow)
            func start(_ key: String, _ input: JSON) throws -> HTTPResponse {
                try client.send(
                    "POST", "/api/v1/workflows/test/once/runs",
                    headers: [("Content-Type", "application/json"), ("Idempotency-Key", key)],
                    body: JSON.object(["input": input]).bytes)
            }
            let first = try start("a", [:])
            let again = try start("a", [:])
            #expect(first.status == 202)
            #expect(again.header("Idempotent-Replayed") == "true")
            #expect(try first.json["id"] == again.json["id"])
            #expect(try start("a", ["x": 1]).problem == "idempotency_key_reused")
            #expect(try start("b", [:]).json["id"] != first.json["id"])
            #expect(try client.get("/api/v1/runs").json["items"]?.array?.count == 2)
            #expect(try client.finished(first.json["id"]?.string ?? "")["output"] == ["answer": 42])
        }
    }

    @Test func `an answer is repeated without what its caller may not see any more`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.workflow)
            func start() throws -> HTTPResponse {
                try client.send(
                    "POST", "/api/v1/workflows/test/once/runs",
                    headers: [("Content-Type", "application/json"), ("Idempotency-Key", "k")],
                    body: JSON.object(["input": ["mark": "mark-5f0c"]]).bytes)
            }
            #expect(try start().text.contains("mark-5f0c") && start().text.contains("mark-5f0c"))
            try Database(platform.database).execute("UPDATE members SET role = 'operator'")
            try Database(platform.database).execute("UPDATE tenants SET access_generation = access_generation + 1")
            try Wait.until("what Redis remembers is over") {
                try client.get("/api/v1/auth/me").json["permissions"]?.array?.contains("payloads:read") == false
            }
            let again = try start()
            #expect(again.status == 202 && again.header("Idempotent-Replayed") == "true", "\(again.text)")
            #expect(try again.json["payloadsHidden"] == true && again.json["input"] == .null)
            #expect(!again.text.contains("mark-5f0c"))
        }
    }

    @Test func `who read an old version changes nothing`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let created = try client.post("/api/v1/agents", ["name": "sorter", "instructions": "Sort."])
            let tag = try #require(created.header("ETag"))
            #expect(try client.get("/api/v1/agents/sorter").header("ETag") == tag)
            func change(_ tag: String) throws -> HTTPResponse {
                try client.send(
                    "POST", "/api/v1/agents/sorter/versions",
                    headers: [("Content-Type", "application/json"), ("If-Match", tag)],
                    body: JSON.object(["instructions": "Sort well."]).bytes)
            }
            let changed = try change(tag)
            #expect(changed.status == 201)
            let late = try change(tag)
            #expect(late.status == 412)
            #expect(late.problem == "precondition_failed")
            #expect(late.header("ETag") == changed.header("ETag"))
            let known = try client.send(
                "GET", "/api/v1/agents/sorter", headers: [("If-None-Match", try #require(changed.header("ETag")))])
            #expect(known.status == 304)
            #expect(known.body.isEmpty)
        }
    }

    @Test func `a workflow is deployed only over the version that was read`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            func deploy(_ version: String, _ header: (String, String)) throws -> HTTPResponse {
                try client.send(
                    "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml"), header],
                    body: Array(Self.workflow.replacing("version: 1.0.0", with: "version: \(version)").utf8))
            }
            let first = try deploy("1.0.0", ("If-None-Match", "*"))
            #expect(first.status == 201)
            #expect(try deploy("1.1.0", ("If-None-Match", "*")).problem == "precondition_failed")
            let tag = try #require(first.header("ETag"))
            #expect(try client.get("/api/v1/workflows/test/once").header("ETag") == tag)
            #expect(try deploy("1.1.0", ("If-Match", tag)).status == 201)
            #expect(try deploy("1.2.0", ("If-Match", tag)).problem == "precondition_failed")
            #expect(try client.get("/api/v1/workflows/test/once").json["version"] == "1.1.0")
        }
    }
}
