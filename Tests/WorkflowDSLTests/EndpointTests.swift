import JSON
import Testing
import WorkflowDSL

@Suite struct EndpointTests {
    private func endpoint(_ endpoint: JSON) throws -> EndpointTemplate {
        let document: JSON = [
            "document": ["dsl": "1.0.3", "namespace": "test", "name": "one", "version": "1.0.0"],
            "do": [["a": ["call": "http", "with": ["method": "get", "endpoint": endpoint]]]],
        ]
        let workflow = try WorkflowParser.parse(document.bytes, as: .json)
        guard case .call(.http(let call)) = workflow.do[0].task.kind else { throw NoCall() }
        return call.endpoint.uri
    }

    private struct NoCall: Error {}

    private func template(_ text: String) throws -> URITemplate? {
        if case .uri(let template) = try endpoint(.string(text)) { template } else { nil }
    }

    @Test(
        arguments: [
            ("https://a.example/{id}", ["id": "x/y?z#ä b"], "https://a.example/x%2Fy%3Fz%23%C3%A4%20b"),
            (
                "https://a.example/{id}/{n}?q={b}", ["id": "-._~", "n": 12, "b": true],
                "https://a.example/-._~/12?q=true"
            ),
            ("https://a.example/{none}x{null}", ["null": nil], "https://a.example/x"),
            ("https://a.example/{pet.id}", ["pet.id": 7, "pet": ["id": 8]], "https://a.example/7"),
            ("https://a.example/a b/%20/ä", [:], "https://a.example/a%20b/%20/%C3%A4"),
            ("HTTP://a.example", [:], "HTTP://a.example"), ("https://{host}/x", ["host": "b"], "https://b/x"),
        ] as [(String, JSON, String)])
    func `digest 4: a template expands to a URI whose shape data cannot change`(text: String, data: JSON, uri: String)
        throws
    {
        #expect(try template(text)?.expand(with: data) == uri)
    }

    @Test func `digest 4: what is no text does not go into a URI`() throws {
        let template = try #require(try template("https://a.example/{list}"))
        let error = #expect(throws: URITemplateError.self) { try template.expand(with: ["list": [1]]) }
        #expect(error?.message.contains("\"list\"") == true)
    }

    @Test(arguments: ["${ .url }", "https://a.example/${ .id }"])
    func `digest 4: an endpoint may be or hold an expression`(text: String) throws {
        guard case .expression = try endpoint(.string(text)) else {
            Issue.record("expected an expression")
            return
        }
        guard case .expression = try endpoint(["uri": .string(text)]) else {
            Issue.record("expected an expression")
            return
        }
    }

    @Test(
        arguments: [
            ("ftp://a.example", ""), ("/pets", ""), ("https://", ""), ("https:///x", ""), ("https://a.example/{", ""),
            ("https://a.example/}", ""), ("https://a.example/{a b}", ""), ("https://a.example/{}", ""),
            ("https://a.example/{.pet}", ""), ("https://a.example/{id}/${ .x }", ""),
            (["url": "https://a.example"], "/url"),
            ([:], "/uri"),
            (["uri": "https://a.example", "authentication": ["basic": [:]]], "/authentication/basic/username"), (5, ""),
        ] as [(JSON, String)])
    func `what is no endpoint is refused where it stands`(value: JSON, place: String) throws {
        let error = try #require(throws: WorkflowDocumentError.self) { try endpoint(value) }
        #expect(error.errors.map(\.pointer.description).contains("/do/0/a/with/endpoint" + place), "\(error)")
    }
}
