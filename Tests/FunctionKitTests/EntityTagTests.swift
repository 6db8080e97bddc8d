import FunctionKit
import HTTPClient
import JSON
import Testing

@testable import FunctionKit

@Suite struct EntityTagTests {
    private func request(_ headers: [String: String]) -> Request {
        Request(
            id: "", caller: nil, access: .open, parameters: [:], query: [:], headers: headers, mediaType: "", body: [],
            afterwards: Afterwards())
    }

    @Test(
        arguments: [
            (#""a""#, true), ("*", true), (#""b", "a""#, true), (#""b""#, false), (#"W/"a""#, false), ("a", false),
            ("", false),
        ])
    func `If-Match names the present state`(header: String, matches: Bool) throws {
        let request = request(["HTTP_IF_MATCH": header])
        if matches {
            try request.checkMatch(EntityTag("a"))
        } else {
            let problem = #expect(throws: Problem.self) { try request.checkMatch(EntityTag("a")) }
            #expect(problem?.code == "precondition_failed")
            #expect(problem?.headers.first?.value == #""a""#)
        }
        #expect(throws: Problem.self) { try request.checkMatch(nil) }
    }

    @Test func `If-None-Match with a star lets only something new through`() throws {
        let request = request(["HTTP_IF_NONE_MATCH": "*"])
        try request.checkMatch(nil)
        #expect(throws: Problem.self) { try request.checkMatch(EntityTag("a")) }
    }

    @Test func `who knows this state gets no body`() {
        let response = Response.json(["a": 1]).tagged(EntityTag("x"))
        let known = response.unlessKnown(to: request(["HTTP_IF_NONE_MATCH": #"W/"x", "y""#]), .get)
        #expect(known.status == 304)
        #expect(known.body.isEmpty)
        #expect(known.headers.map(\.0) == ["ETag"])
        #expect(response.unlessKnown(to: request(["HTTP_IF_NONE_MATCH": #""y""#]), .get).status == 200)
        #expect(response.unlessKnown(to: request(["HTTP_IF_NONE_MATCH": "*"]), .post).status == 200)
    }
}
