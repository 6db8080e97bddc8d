import JSON
import OpenAPICalls
import Testing

/// Bodies: `body`, or the members that no parameter takes.
@Suite struct RequestBodyTests {
    private func json(_ schema: JSON = [:], required: Bool = false) throws -> OpenAPIDocument {
        try Documents.three(
            method: "post", parameters: [["name": "q", "in": "query"]],
            body: ["required": .bool(required), "content": ["application/json": ["schema": schema]]])
    }

    @Test func `the body by its name, or by its members`() throws {
        let whole = try json().call(["q": 1, "body": ["a", "b"]])
        #expect(whole.text == #"["a","b"]"#)
        #expect(whole.lines == ["Content-Type: application/json"])
        let members = try json().call(["a": 1, "q": 2, "b": ["c": 3]])
        #expect(members.text == #"{"a":1,"b":{"c":3}}"#)
        #expect(members.target == "/things?q=2")
        #expect(members.method == "POST")
    }

    @Test func `a member of the body may be called body`() throws {
        let document = try json(["properties": ["body": [:], "title": [:]]])
        #expect(try document.call(["body": "text"]).text == #"{"body":"text"}"#)
        #expect(try document.call(["body": "text", "title": 1]).text == #"{"body":"text","title":1}"#)
    }

    @Test func `no body, where it is not needed`() throws {
        let request = try json().call(["q": 1])
        #expect(request.body.isEmpty)
        #expect(request.headers.isEmpty)
        #expect(
            try json(required: true).failure(["q": 1]) == "the operation needs `body` (body): add it to `parameters`")
    }

    @Test func `members that the schema forbids are unknown parameters`() throws {
        let document = try json(["properties": ["name": [:]], "additionalProperties": false])
        #expect(try document.call(["name": 1]).text == #"{"name":1}"#)
        #expect(try document.failure(["nam": 1]) == "the operation has no parameter `nam`: did you mean `name`?")
    }

    @Test func `forms`() throws {
        let content: JSON = [
            "multipart/form-data": [:],
            "application/x-www-form-urlencoded": [
                "encoding": ["csv": ["explode": false], "deep": ["style": "deepObject"]]
            ],
        ]
        let document = try Documents.three(method: "post", body: ["content": content])
        let request = try document.call([
            "text": "a b&c", "list": [1, 2], "csv": [1, 2], "object": ["k": "v"], "deep": ["k": "v"], "none": nil,
        ])
        #expect(
            request.text
                == "text=a+b%26c&list=1&list=2&csv=1,2&object=%7B%22k%22%3A%22v%22%7D&deep%5Bk%5D=v")
        #expect(request.lines == ["Content-Type: application/x-www-form-urlencoded"])
    }

    @Test(arguments: [
        ("application/json; charset=utf-8", #""x""#), ("application/vnd.a+json", #""x""#), ("text/plain", "x"),
        ("application/xml", "x"), ("*/*", #""x""#),
    ])
    func `media types`(type: String, text: String) throws {
        let document = try Documents.three(method: "put", body: ["content": .object([type: [:]])])
        let request = try document.call(["body": "x"])
        #expect(request.text == text)
        #expect(request.lines == ["Content-Type: \(type == "*/*" ? "application/json" : type)"])
    }

    @Test func `media types that cannot be written are named`() throws {
        let document = try Documents.three(method: "put", body: ["content": ["multipart/form-data": [:]]])
        #expect(try document.failure(["a": 1]).contains("takes `multipart/form-data`; supported are JSON"))
        let text = try Documents.three(method: "put", body: ["content": ["text/csv": [:]]])
        #expect(try text.failure(["a": 1]).contains("`body` must be a string, which is sent as `text/csv`"))
    }

    @Test func `the body of version 2 has a name`() throws {
        let parameters: JSON = [["name": "pet", "in": "body", "required": true, "schema": [:]]]
        let document = try Documents.two(method: "post", parameters: parameters)
        for given in [["pet": ["id": 1]], ["body": ["id": 1]], ["id": 1]] as [JSONObject] {
            let request = try document.call(given)
            #expect(request.text == #"{"id":1}"#)
            #expect(request.lines == ["Content-Type: application/json"])
        }
        #expect(try document.failure().contains("needs `pet` (body)"))
    }

    @Test func `forms of version 2`() throws {
        let parameters: JSON = [
            ["name": "name", "in": "formData", "type": "string"],
            ["name": "tags", "in": "formData", "type": "array", "collectionFormat": "multi"],
        ]
        let document = try Documents.two(method: "post", parameters: parameters)
        let request = try document.call(["name": "a b", "tags": "one"])
        #expect(request.text == "name=a+b&tags=one")
        #expect(request.lines == ["Content-Type: application/x-www-form-urlencoded"])
        #expect(try document.call().lines.isEmpty)
        let file = try Documents.two(method: "post", parameters: [["name": "f", "in": "formData", "type": "file"]])
        #expect(try file.failure().contains("`f` is a file"))
    }
}
