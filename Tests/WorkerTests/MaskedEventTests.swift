import CloudEvents
import JSON
import Masking
import Testing

@testable import Worker

/// Events of a run without what nobody is to see.
@Suite struct MaskedEventTests {
    private static let event: JSON = [
        "specversion": "1.0", "id": "run-1", "source": "/shop", "type": "shop.placed", "time": "2026-11-24T02:07:52Z",
        "datacontenttype": "application/json", "subject": "shop-7", "number": 4711, "data": ["time": "it is json"],
    ]

    private func masked(_ secrets: [JSON]) throws -> JSON {
        try SecretMask(secrets).mask(emitted: CloudEvent(Self.event)).json
    }

    @Test func `values are masked, and neither names of attributes nor what an event cannot do without`() throws {
        var expected = try #require(Self.event.object)
        expected["subject"] = "***-7"
        expected["source"] = "/***"
        expected["type"] = "***.placed"
        expected["number"] = "***"
        expected["data"] = ["***": "it is ***"]
        let secrets: [JSON] = [
            "shop", 4711, "time", "json", "data", "specversion", "1.0", "2026", "run-1", "number", "subject",
        ]
        #expect(try masked(secrets) == .object(expected))
        #expect(try masked([]) == Self.event)
    }

    @Test func `what is no event any more is said`() throws {
        var members = try #require(Self.event.object)
        members["dataschema"] = "https://example.com/a"
        let event = try CloudEvent(members: members)
        #expect(throws: CloudEventError.self) { try SecretMask(["https://example.com/a"]).mask(emitted: event) }
    }

    @Test func `of what a run tells of itself the values in the data are masked`() {
        let told: JSON = [
            "specversion": "1.0", "id": "run-output", "source": "/workflows/shop/refund", "type": "t",
            "data": ["output": ["output": "output"], "completedAt": "2026"],
        ]
        var expected = told.object ?? [:]
        expected["data"] = ["output": ["***": "***"], "completedAt": "2026"]
        #expect(SecretMask(["output", "completedAt", "refund"]).mask(told: told) == .object(expected))
    }
}
