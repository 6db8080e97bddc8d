import HTTPClient
import JSON
import Testing
import TextEncodings

@testable import FunctionKit

@Suite struct RoutingTests {
    @Test func `paths, parameters and queries are decoded`() throws {
        try RunningFunction.run { (function) throws in
            let item = try function.get("/items/a%20b%2Fc?version=1%2B2+3")
            #expect(item.status == 200)
            #expect(try item.json == ["name": "a b/c", "version": "1+2 3"])
            #expect(try function.get("/items/latest").json == "the latest")
        }
    }

    @Test func `what is not served is a problem`() throws {
        try RunningFunction.run { (function) throws in
            #expect(try function.get("/nothing").problem == "not_found")
            #expect(try function.get("/items/a/b").problem == "not_found")
            #expect(try function.get("/items/").problem == "not_found")
            let other = try function.send("DELETE", "/echo")
            #expect(other.problem == "method_not_allowed")
            #expect(other.header("Allow") == "POST")
        }
    }

    @Test func `a path is served by the methods of the route that names it with the most words`() throws {
        let router = Router([ByName(), Latest()])
        func methods(_ method: HTTPMethod, _ path: [String]) -> [HTTPMethod]? {
            if case .otherMethods(let methods) = router.match(method, path) { methods } else { nil }
        }
        #expect(methods(.get, ["things", "latest"]) == [.post])
        #expect(methods(.post, ["things", "first"]) == [.get])
        #expect(methods(.post, ["things", "latest"]) == nil)
        #expect(methods(.get, ["things", "first"]) == nil)
    }

    @Test func `bad targets are problems`() throws {
        try RunningFunction.run { (function) throws in
            #expect(try function.get("/items/a?colour=1").problem == "unknown_parameter")
            #expect(try function.get("/items/a?version=1&version=2").problem == "repeated_parameter")
            #expect(try function.get("/items/a?version=%FF").problem == "invalid_target")
            #expect(try function.get("/items/a?version=%1").problem == "invalid_target")
        }
    }

    @Test func `what is too long or too much is a problem that names the limit`() throws {
        try RunningFunction.run { (function) throws in
            func refusal(_ path: String, _ headers: [(String, String)] = []) throws -> [String?] {
                let answer = try function.get(path, headers)
                return [answer.problem, try answer.json["detail"]?.string?.filter(\.isNumber)]
            }
            let long = String(repeating: "a", count: RequestTarget.lengthLimit)
            #expect(try refusal("/items/\(long)") == ["uri_too_long", "8192"])
            let many = (0...RequestTarget.parameterLimit).map { "p\($0)=1" }.joined(separator: "&")
            #expect(try refusal("/items/a?\(many)") == ["too_many_parameters", "32"])
            let headers = (0...RequestHeader.countLimit).map { ("X-H\($0)", "1") }
            #expect(try refusal("/items/a", headers) == ["too_many_headers", "100"])
        }
    }

    @Test(
        arguments: [
            ("a%20b", "a b"), ("%C3%BC", "ü"), ("%c3%28", nil), ("%", nil), ("%2", nil), ("%zz", nil), ("", ""),
            ("a+b", "a+b"),
        ] as [(String, String?)])
    func `percent encoding`(text: String, decoded: String?) {
        #expect(PercentEncoding.decode(text[...].utf8) == decoded)
    }
}

private struct ByName: Endpoint {
    static let route = Route.get("/things/{name}", access: .open)
    static let operation = Operation(
        "A thing", tag: "Things", "By its name.", path: [Parameter("name", .string(), "Its name.")], answers: [])

    func handle(_ request: Request) -> Response { .json([:]) }
}

private struct Latest: Endpoint {
    static let route = Route.post("/things/latest", access: .open, body: .none)
    static let operation = Operation("The latest", tag: "Things", "A new thing.", answers: [])

    func handle(_ request: Request) -> Response { .json([:]) }
}
