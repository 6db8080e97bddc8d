import FunctionKit
import HTTPClient
import JSON
import Testing

@Suite struct BodyTests {
    @Test func `a good body comes through`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.post("/echo", #"{"text": "ü✓"}"#, type: "Application/JSON; charset=utf-8")
            #expect(answer.status == 201)
            #expect(answer.header("Content-Type") == "application/json")
            #expect(try answer.json == ["text": "ü✓"])
        }
    }

    @Test(arguments: [
        ("{\"text\": ", "invalid_json", 400), ("", "invalid_json", 400), ("[1]", "invalid_body", 422),
        (#"{"text": 1}"#, "invalid_body", 422), (#"{"text": "a", "txet": "b"}"#, "invalid_body", 422),
        (#"{"text": "a", "count": 1.5}"#, "invalid_body", 422), ("{}", "invalid_body", 422),
    ])
    func `bad JSON is a problem`(body: String, code: String, status: Int) throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.post("/echo", body)
            #expect(answer.problem == code)
            #expect(answer.status == status)
        }
    }

    @Test func `all wrong members are named by pointer`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.post("/echo", #"{"text": "a", "x": 1, "y": {}}"#)
            let pointers = try answer.json["errors"]?.array?.map { $0["pointer"] }
            #expect(pointers == ["/x", "/y"])
        }
    }

    @Test func `bytes, sizes and types are checked`() throws {
        try RunningFunction.run { (function) throws in
            #expect(try function.post("/echo", [0x22, 0xFF, 0x22]).problem == "invalid_utf8")
            let large = try function.post("/echo", String(repeating: " ", count: 1_001))
            #expect(large.problem == "body_too_large")
            #expect(try large.json["detail"]?.string?.contains("1000") == true)
            #expect(try function.post("/echo", "{}", type: "text/plain").problem == "unsupported_media_type")
            #expect(try function.post("/echo", "{}", type: nil).problem == "unsupported_media_type")
            #expect(try function.send("GET", "/items/a", [], [1]).problem == "unexpected_body")
        }
    }

    @Test func `an endpoint may take several types`() throws {
        try RunningFunction.run { (function) throws in
            let answer = try function.post("/upload", "a: 1", type: "application/yaml")
            #expect(try answer.json == ["type": "application/yaml", "bytes": 4])
            #expect(try function.post("/upload", "01234567890", type: "application/yaml").problem == "body_too_large")
        }
    }
}
