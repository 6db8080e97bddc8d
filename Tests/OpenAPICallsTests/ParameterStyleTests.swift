import JSON
import OpenAPICalls
import Testing

/// OpenAPI 3.1, "Style Examples", and Swagger 2.0, "collectionFormat".
@Suite struct ParameterStyleTests {
    private static let list: JSON = ["blue", "black", "brown"]
    private static let object: JSON = ["R": 100, "G": 200, "B": 150]

    @Test(
        arguments: [
            ("simple", false, "blue", "/blue"), ("simple", false, list, "/blue,black,brown"),
            ("simple", true, list, "/blue,black,brown"), ("simple", false, object, "/R,100,G,200,B,150"),
            ("simple", true, object, "/R=100,G=200,B=150"), ("label", false, "blue", "/.blue"),
            ("label", false, list, "/.blue,black,brown"), ("label", true, list, "/.blue.black.brown"),
            ("label", false, object, "/.R,100,G,200,B,150"), ("label", true, object, "/.R=100.G=200.B=150"),
            ("matrix", false, "", "/;color"), ("matrix", false, "blue", "/;color=blue"),
            ("matrix", false, list, "/;color=blue,black,brown"),
            ("matrix", true, list, "/;color=blue;color=black;color=brown"),
            ("matrix", false, object, "/;color=R,100,G,200,B,150"), ("matrix", true, object, "/;R=100;G=200;B=150"),
            ("simple", false, "a/b c,d?é", "/a%2Fb%20c%2Cd%3F%C3%A9"), ("simple", false, ["a,b", "c"], "/a%2Cb,c"),
        ] as [(String, Bool, JSON, String)])
    func `in the path`(style: String, explode: Bool, value: JSON, target: String) throws {
        let parameter: JSON = ["name": "color", "in": "path", "style": .string(style), "explode": .bool(explode)]
        let document = try Documents.three(path: "/{color}", parameters: [parameter])
        #expect(try document.call(["color": value]).target == target)
    }

    @Test(
        arguments: [
            ("form", true, "", "?color="), ("form", true, "blue", "?color=blue"),
            ("form", false, list, "?color=blue,black,brown"),
            ("form", true, list, "?color=blue&color=black&color=brown"),
            ("form", false, object, "?color=R,100,G,200,B,150"), ("form", true, object, "?R=100&G=200&B=150"),
            ("spaceDelimited", false, list, "?color=blue%20black%20brown"),
            ("spaceDelimited", true, list, "?color=blue&color=black&color=brown"),
            ("pipeDelimited", false, list, "?color=blue%7Cblack%7Cbrown"),
            ("deepObject", true, object, "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
            ("form", true, "a&b=c d+é", "?color=a%26b%3Dc%20d%2B%C3%A9"), ("form", true, true, "?color=true"),
            ("form", true, 1.5, "?color=1.5"), ("form", true, 9_007_199_254_740_993, "?color=9007199254740993"),
        ] as [(String, Bool, JSON, String)])
    func `in the query`(style: String, explode: Bool, value: JSON, target: String) throws {
        let parameter: JSON = ["name": "color", "in": "query", "style": .string(style), "explode": .bool(explode)]
        #expect(try Documents.three(parameters: [parameter]).call(["color": value]).target == "/things" + target)
    }

    @Test(
        arguments: [
            (nil, "?color=blue,black,brown"), ("csv", "?color=blue,black,brown"),
            ("ssv", "?color=blue%20black%20brown"),
            ("tsv", "?color=blue%09black%09brown"), ("pipes", "?color=blue%7Cblack%7Cbrown"),
            ("multi", "?color=blue&color=black&color=brown"),
        ] as [(String?, String)])
    func `collections of version 2`(format: String?, target: String) throws {
        var parameter: JSON = ["name": "color", "in": "query", "type": "array", "items": ["type": "string"]]
        if let format { parameter["collectionFormat"] = .string(format) }
        #expect(try Documents.two(parameters: [parameter]).call(["color": Self.list]).target == "/things" + target)
    }

    @Test func `reserved characters stay where they may, but none that ends the value`() throws {
        let parameter: JSON = ["name": "q", "in": "query", "allowReserved": true]
        let request = try Documents.three(parameters: [parameter]).call(["q": "a/b:c?d&e=f#g h"])
        #expect(request.target == "/things?q=a/b:c?d%26e%3Df%23g%20h")
    }

    @Test func `a parameter with a content is JSON`() throws {
        let parameter: JSON = ["name": "q", "in": "query", "content": ["application/json": [:]]]
        let request = try Documents.three(parameters: [parameter]).call(["q": ["a": ["b"]]])
        #expect(request.target == #"/things?q=%7B%22a%22%3A%5B%22b%22%5D%7D"#)
    }

    @Test func `headers and cookies`() throws {
        let parameters: JSON = [
            ["name": "X-List", "in": "header"], ["name": "X-Object", "in": "header", "explode": true],
            ["name": "one", "in": "cookie"], ["name": "two", "in": "cookie", "explode": false],
        ]
        let request = try Documents.three(parameters: parameters).call([
            "X-List": Self.list, "X-Object": Self.object, "one": "a;b", "two": Self.list,
        ])
        #expect(
            request.lines == [
                "X-List: blue,black,brown", "X-Object: R=100,G=200,B=150", "Cookie: one=a%3Bb; two=blue,black,brown",
            ])
    }

    @Test(arguments: [".", "..", ""])
    func `a value cannot change the path`(value: String) throws {
        let document = try Documents.three(path: "/a/{id}/b", parameters: [["name": "id", "in": "path"]])
        #expect(try document.failure(["id": .string(value)]).contains("the parameter `id`"))
    }

    @Test func `what no style can write is refused without being shown`() throws {
        let document = try Documents.three(parameters: [["name": "q", "in": "query"]])
        let text = try document.failure(["q": ["a": ["s3cret"]]])
        #expect(text.contains("`q` holds lists or objects in a list or an object"))
        #expect(!text.contains("s3cret"))
    }
}
