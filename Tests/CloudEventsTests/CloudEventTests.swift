import CloudEvents
import JSON
import Testing

/// CloudEvents 1.0.2: attributes (section 3), JSON form, and the binary mode of HTTP.
@Suite struct CloudEventTests {
    private let minimal: JSONObject = ["specversion": "1.0", "id": "A-1", "source": "/shop", "type": "order.placed"]

    private func pointers(_ changes: JSONObject) -> [String] {
        do {
            _ = try CloudEvent(members: minimal.merging(changes) { _, new in new })
            return []
        } catch {
            return error.issues.map { "\($0.pointer)" }
        }
    }

    @Test func `an event keeps its members and numbers as they came`() throws {
        let json: JSON = [
            "specversion": "1.0", "id": "A-1", "source": "https://shop.example/orders?a=1#x", "type": "order.placed",
            "time": "2026-11-24T02:07:52.5+01:00", "subject": "12", "dataschema": "urn:orders:1",
            "datacontenttype": "application/json; charset=utf-8", "retries": 3, "paid": true, "region": "eu",
            "data": ["big": 9_007_199_254_740_993],
        ]
        let event = try CloudEvent(json)
        #expect(event.json == json)
        #expect((event.id, event.source, event.type) == ("A-1", "https://shop.example/orders?a=1#x", "order.placed"))
    }

    @Test func `what is missing is named, all of it at once`() {
        #expect(throws: CloudEventError.self) { () throws in _ = try CloudEvent(.array([])) }
        do {
            _ = try CloudEvent(["specversion": "0.3"])
            Issue.record("taken")
        } catch {
            #expect(error.issues.map { "\($0.pointer)" } == ["/specversion", "/id", "/source", "/type"])
        }
    }

    @Test func `attributes have the types of the specification`() {
        #expect(pointers(["id": ""]) == ["/id"])
        #expect(pointers(["id": 1]) == ["/id"])
        #expect(pointers(["type": .string(String(repeating: "t", count: 256))]) == ["/type"])
        #expect(pointers(["type": .string(String(repeating: "ü", count: 255))]) == [])
        #expect(pointers(["source": "a b"]) == ["/source"])
        #expect(pointers(["time": "yesterday"]) == ["/time"])
        #expect(pointers(["time": "2026-11-24 02:07:52"]) == ["/time"])
        #expect(pointers(["dataschema": "orders"]) == ["/dataschema"])
        #expect(pointers(["datacontenttype": "json"]) == ["/datacontenttype"])
        #expect(pointers(["Region": "eu"]) == ["/Region"])
        #expect(pointers(["data_url": "x"]) == ["/data_url"])
        #expect(pointers([String(repeating: "a", count: 65): "x"]).count == 1)
        #expect(pointers(["region": ["eu"]]) == ["/region"])
        #expect(pointers(["retries": 1.5]) == ["/retries"])
        #expect(pointers(["retries": 3_000_000_000]) == ["/retries"])
        #expect(pointers(["region": "a\u{7}"]) == ["/region"])
    }

    @Test func `data comes in one form`() {
        #expect(pointers(["data": "x", "data_base64": "eA=="]) == ["/data_base64"])
        #expect(pointers(["data_base64": "eA=="]) == [])
        #expect(pointers(["data_base64": "eA="]) == ["/data_base64"])
        #expect(pointers(["data_base64": "e==A"]) == ["/data_base64"])
    }

    @Test func `null is no attribute, but may be data`() throws {
        let event = try CloudEvent(members: minimal.merging(["subject": nil, "data": nil]) { _, new in new })
        #expect(event.members["subject"] == nil)
        #expect(event.members["data"] == .null)
    }

    @Test func `a list names the place of what is wrong`() throws {
        #expect(try CloudEvent.batch([.object(minimal), .object(minimal)]).count == 2)
        #expect(try CloudEvent.batch([]).isEmpty)
        do {
            _ = try CloudEvent.batch([.object(minimal), ["specversion": "1.0", "id": "2", "type": "t"]])
            Issue.record("taken")
        } catch {
            #expect(error.issues.map { "\($0.pointer)" } == ["/1/source"])
        }
        let many = JSON.array(Array(repeating: .object(minimal), count: CloudEvent.batchLimit + 1))
        #expect(throws: CloudEventError.self) { () throws in _ = try CloudEvent.batch(many) }
    }

    private let headers = [
        (name: "specversion", value: "1.0"), (name: "id", value: "A-1"), (name: "source", value: "/shop"),
        (name: "type", value: "order.placed"),
    ]

    @Test func `binary mode takes JSON as JSON, text as text and bytes in base64`() throws {
        let json = try CloudEvent(
            attributes: headers, contentType: "application/vnd.order+json; v=1", data: Array(#"{"n": 1}"#.utf8))
        #expect(json.members["data"] == ["n": 1])
        let text = try CloudEvent(attributes: headers, contentType: "text/plain", data: Array("grüße".utf8))
        #expect(text.members["data"] == "grüße")
        for (bytes, base64) in [([0xFF], "/w=="), ([0xFF, 0xFE], "//4="), ([0xFF, 0xFE, 0xFD], "//79")] {
            let event = try CloudEvent(
                attributes: headers, contentType: "application/octet-stream", data: bytes.map { UInt8($0) })
            #expect(event.members["data_base64"] == .string(base64))
        }
        let none = try CloudEvent(attributes: headers, contentType: "", data: [])
        #expect(none.members.count == 4 && minimal.allSatisfy { none.members[$0.key] == $0.value })
    }

    @Test func `headers are percent-encoded and may be quoted`() throws {
        let event = try CloudEvent(
            attributes: headers + [("subject", "Euro%20%E2%82%AC%F0%9F%98%80"), ("note", #""a \"b\" 100%""#)],
            contentType: "", data: [])
        #expect(event.members["subject"] == "Euro €😀")
        #expect(event.members["note"] == #"a "b" 100%"#)
        #expect(throws: CloudEventError.self) { () throws in
            _ = try CloudEvent(attributes: headers + [("subject", "%FF")], contentType: "", data: [])
        }
        #expect(throws: CloudEventError.self) { () throws in
            _ = try CloudEvent(attributes: headers, contentType: "application/json", data: Array("{".utf8))
        }
        #expect(throws: CloudEventError.self) { () throws in
            _ = try CloudEvent(attributes: headers + [("datacontenttype", "a/b")], contentType: "", data: [])
        }
    }
}
