import TestServers
import Testing

@testable import HTTPClient

/// Places for exchanges and for large answers, which owners share.
@Suite struct LargeAnswerTests {
    @Test func `large answers wait until there is a place, and those of one owner leave some to others`() throws {
        let client = HTTPClient()
        let size = LargeAnswers.smallest * 4
        let server = ScriptedServer { _ in ScriptedAnswer(body: [UInt8](repeating: 0x20, count: size)) }
        defer { server.stop() }
        func request(of owner: String) -> HTTPRequest {
            HTTPRequest(method: "GET", url: server.url, owner: owner)
        }
        let count = LargeAnswers.ownerLimit + 5
        let answers = Answers()
        for _ in 0..<count { client.send(request(of: "greedy")) { answers.add($0) } }
        // Whoever has the answer has its place.
        _ = try answers.wait(LargeAnswers.ownerLimit)
        #expect(server.waitForRequests(count))
        #expect(try client.send(request(of: "other")).body.count == size)
        #expect(answers.count == LargeAnswers.ownerLimit)
        answers.removeAll()
        for answer in try answers.wait(count - LargeAnswers.ownerLimit) {
            #expect(try answer.get().body.count == size)
        }
    }

    @Test func `an answer that gets no place is over after its time limit`() throws {
        let client = HTTPClient()
        let body = [UInt8](repeating: 0x20, count: LargeAnswers.smallest * 4)
        let server = ScriptedServer { _ in ScriptedAnswer(body: body) }
        defer { server.stop() }
        var held: [HTTPResponse] = []
        for _ in 0..<LargeAnswers.ownerLimit {
            held.append(try client.send(HTTPRequest(method: "GET", url: server.url, owner: "greedy")))
        }
        let late = HTTPRequest(method: "GET", url: server.url, timeout: .milliseconds(500), owner: "greedy")
        #expect(try client.failure(of: late) == .timeLimit(.milliseconds(500)))
        held = []
        #expect(try client.send(HTTPRequest(method: "GET", url: server.url, owner: "greedy")).body == body)
    }

    @Test func `an owner has so many places, and another one has some all the same`() {
        var places = TransferPlaces()
        for _ in 0..<TransferPlaces.ownerLimit { places.take(for: "greedy") }
        #expect(!places.hasRoom(for: "greedy") && places.hasRoom(for: "other") && places.hasRoom(for: nil))
        places.leave(of: "greedy")
        #expect(places.hasRoom(for: "greedy"))
        for _ in 0...TransferPlaces.limit - TransferPlaces.ownerLimit { places.take(for: nil) }
        #expect(!places.hasRoom(for: "greedy") && !places.hasRoom(for: "other") && !places.hasRoom(for: nil))
    }
}
