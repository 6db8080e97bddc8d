import JSON
import OpenAPICalls
import Testing

/// Operations, their parameters by name, and where they are sent (digest, section 9).
@Suite struct OperationTests {
    @Test func `digest 9: the operation is found by its id, and a misspelt one is named`() throws {
        let document = try Documents.three()
        let error = #expect(throws: OpenAPIError.self) { try document.request(operationID: "cal", parameters: [:]) }
        #expect(error?.description == "the OpenAPI document has no operation `cal`: did you mean `call`?")
        let text = try Documents.three(parameters: [["name": "status", "in": "query"]]).failure(["staus": "x"])
        #expect(text == "the operation has no parameter `staus`: did you mean `status`?")
    }

    @Test func `what the operation needs is named with its place`() throws {
        let parameters: JSON = [["name": "id", "in": "path"], ["name": "q", "in": "query", "required": true]]
        let document = try Documents.three(path: "/{id}", parameters: parameters)
        #expect(try document.failure(["q": 1]) == "the operation needs `id` (path): add it to `parameters`")
        #expect(try document.failure(["id": 1, "q": nil]).contains("`q` (query)"))
        #expect(try document.call(["id": 1, "q": 2]).target == "/1?q=2")
    }

    @Test func `an operation overrides parameters of its path, and references are followed`() throws {
        let yaml = """
            openapi: 3.0.3
            servers: [{url: 'https://api.example.com'}]
            paths:
              /a~b/{id}:
                $ref: '#/components/pathItems/item'
            components:
              pathItems:
                item:
                  parameters:
                    - $ref: '#/components/parameters/id'
                    - {name: list, in: query, explode: true}
                  get:
                    operationId: call
                    parameters:
                      - {name: list, in: query, explode: false}
              parameters:
                id: {$ref: '#/components/parameters/the%20id~1'}
                the id/: {name: id, in: path, required: true}
            """
        let document = try OpenAPIDocument(Array(yaml.utf8), from: Documents.url)
        #expect(try document.call(["id": 7, "list": [1, 2]]).target == "/a~b/7?list=1,2")
    }

    @Test(arguments: [
        ("#/components/parameters/a", "leads back to itself"), ("#/components/parameters/none", "which is not there"),
        ("https://example.com/p.json", "must lead to a place in the same document"), ("other.yaml#/p", "same document"),
    ])
    func `references that lead nowhere`(reference: String, reason: String) throws {
        let components: JSON = [
            "parameters": ["a": ["$ref": "#/components/parameters/b"], "b": ["$ref": "#/components/parameters/a"]]
        ]
        let document = try Documents.three(parameters: [["$ref": .string(reference)]], components: components)
        #expect(try document.failure().contains(reason))
    }

    @Test func `digest 9: a query parameter of the conformance kit, a list given as one text`() throws {
        let parameters: JSON = [
            [
                "name": "status", "in": "query", "required": true, "type": "array", "items": ["type": "string"],
                "collectionFormat": "multi",
            ]
        ]
        let document = try Documents.two(
            path: "/pet/findByStatus", parameters: parameters,
            root: ["host": "petstore.swagger.io", "basePath": "/v2", "schemes": ["https", "http"]])
        let request = try document.call(["status": "available"])
        #expect(request.method == "GET")
        #expect(request.url == "https://petstore.swagger.io/v2/pet/findByStatus?status=available")
    }

    @Test(
        arguments: [
            ([:], "https://api.example.com/things"), (["host": "h:81"], "https://h:81/things"),
            (["host": "h", "schemes": ["ws", "http"]], "http://h/things"),
            (["basePath": "/b/"], "https://api.example.com/b/things"),
            (["schemes": ["http"]], "http://api.example.com/things"),
        ] as [(JSONObject, String)])
    func `servers of version 2`(root: JSONObject, url: String) throws {
        #expect(try Documents.two(root: root).call().url == url)
    }

    @Test(
        arguments: [
            (nil, "https://api.example.com/things"), ("http://h:81/a/", "http://h:81/a/things"),
            ("/v2", "https://api.example.com/v2/things"), ("v2", "https://api.example.com/v1/v2/things"),
            ("../x/./y", "https://api.example.com/x/y/things"), ("//other/a", "https://other/a/things"),
        ] as [(String?, String)])
    func `servers of version 3 are relative to the document`(server: String?, url: String) throws {
        let servers: JSON = server.map { [["url": .string($0)]] } ?? nil
        #expect(try Documents.three(servers: servers).call().url == url)
    }

    @Test func `servers have variables`() throws {
        let servers: JSON = [
            [
                "url": "https://{host}.example.com:{port}/{base}",
                "variables": ["host": ["default": "eu"], "port": ["default": "8443"], "base": ["default": "v2"]],
            ]
        ]
        #expect(try Documents.three(servers: servers).call().url == "https://eu.example.com:8443/v2/things")
        #expect(try Documents.three(servers: [["url": "https://{host}"]]).failure().contains("does not declare"))
        #expect(try Documents.three(servers: [["url": "ftp://host"]]).failure().contains("http or https"))
        #expect(try Documents.two(root: ["schemes": ["ws"]]).failure().contains("neither http nor https"))
    }

    @Test(arguments: [
        ("{}", "says neither"), (#"{"openapi": "4.0.0", "paths": {}}"#, "says neither"),
        (#"{"swagger": "1.2"}"#, "says neither"), (#"{"openapi": "3.1.0"}"#, "has no `paths`"),
        ("{", "neither JSON nor YAML"), ("a: [", "neither JSON nor YAML"), ("", "neither"),
        ("just text", "says neither"),
    ])
    func `what is no document of these versions`(text: String, reason: String) throws {
        let error = #expect(throws: OpenAPIError.self) { try OpenAPIDocument(Array(text.utf8), from: Documents.url) }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func `versions as numbers, which YAML makes of them`() throws {
        for version in ["swagger: 2.0", "openapi: 3.0", "openapi: 3.1", "openapi: 3.1.1"] {
            _ = try OpenAPIDocument(Array("\(version)\npaths: {}".utf8), from: Documents.url)
        }
    }

    @Test func `a document has a limit`() throws {
        let text = Array(repeating: UInt8(ascii: " "), count: OpenAPIDocument.sizeLimit + 1)
        #expect(throws: OpenAPIError.sizeLimit(4_194_304)) { try OpenAPIDocument(text, from: Documents.url) }
    }

    @Test func `an id that stands twice is refused`() throws {
        let document: JSON = [
            "openapi": "3.0.0", "paths": ["/a": ["get": ["operationId": "call"], "put": ["operationId": "call"]]],
        ]
        #expect(try OpenAPIDocument(document.bytes, from: Documents.url).failure().contains("more than one operation"))
    }
}
