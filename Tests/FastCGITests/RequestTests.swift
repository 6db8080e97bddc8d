import Dispatch
import FastCGI
import Testing

/// What a handler gets of requests that web servers do not send on their good days.
@Suite struct RequestTests {
    private static func echo(_ request: FastCGIRequest) -> FastCGIResponse {
        do throws(FastCGIError) {
            return FastCGIResponse(status: 200, reason: "OK", body: try request.body(limit: 1 << 20))
        } catch {
            return FastCGIResponse(status: 400, reason: "Bad Request", body: Array("\(error)".utf8))
        }
    }

    @Test func `a body in many records is put together`() throws {
        try SocketServer.run(Self.echo) { (path) throws in
            let connection = try RawConnection(path)
            let body = (0..<100_000).map { UInt8(ascii: "a") + UInt8($0 % 26) }
            connection.ask(body: body)
            let answer = connection.answer() ?? ""
            let isWhole = answer.hasSuffix("\r\n\r\n" + String(decoding: body, as: UTF8.self))
            #expect(isWhole)
            connection.close()
        }
    }

    @Test func `a body that ends early is incomplete, and its connection is not kept`() throws {
        try SocketServer.run(Self.echo) { (path) throws in
            let connection = try RawConnection(path)
            connection.send(
                RawConnection.opening([("CONTENT_LENGTH", Array("10".utf8))]) + RawConnection.record(.input, [1, 2, 3]))
            connection.endSending()
            #expect(connection.answer()?.hasSuffix("incomplete") == true)
            #expect(connection.isClosedByPeer())
            connection.close()
        }
    }

    @Test func `a body that stops coming is given up`() throws {
        try SocketServer.run(Self.echo) { (path) throws in
            let slow = try RawConnection(path)
            slow.send(
                RawConnection.opening([("CONTENT_LENGTH", Array("10".utf8))]) + RawConnection.record(.input, [1, 2, 3]))
            #expect(slow.answer()?.hasSuffix("incomplete") == true)
            slow.close()
            let next = try RawConnection(path)
            next.ask(body: Array("good".utf8))
            #expect(next.answer()?.hasSuffix("good") == true)
            next.close()
        }
    }

    @Test func `text that is not UTF-8 is marked`() throws {
        try SocketServer.run {
            FastCGIResponse($0.parameters["TEXT"] == "a\u{FFFD}b" ? "marked" : "not marked")
        } _: { (path) throws in
            let connection = try RawConnection(path)
            connection.ask([("TEXT", [UInt8(ascii: "a"), 0xFF, UInt8(ascii: "b")])])
            #expect(connection.answer()?.hasSuffix("\r\n\r\nmarked") == true)
            connection.close()
        }
    }

    @Test(arguments: ["\r\n", "\n", "\r", "\0"])
    func `a header cannot bring another one, wherever the line breaks`(lineBreak: String) throws {
        let text = "a\(lineBreak)X-B: b"
        try SocketServer.run { request in
            switch request.parameters["PLACE"] {
            case "name": FastCGIResponse(status: 200, reason: "OK", headers: [(text, "a")], body: [UInt8(ascii: "x")])
            case "value":
                FastCGIResponse(status: 200, reason: "OK", headers: [("X-A", text)], body: [UInt8(ascii: "x")])
            default: FastCGIResponse(status: 200, reason: text, body: [UInt8(ascii: "x")])
            }
        } _: { (path) throws in
            for place in ["name", "value", "reason"] {
                let connection = try RawConnection(path)
                connection.ask([("PLACE", Array(place.utf8))])
                #expect(connection.answer() == "Status: 500 Internal Server Error\r\n\r\n")
                connection.close()
            }
        }
    }

    @Test(arguments: Nonsense.all)
    func `nonsense ends its connection and nothing else`(nonsense: Nonsense) throws {
        try SocketServer.run(Self.echo) { (path) throws in
            let connection = try RawConnection(path)
            connection.send(nonsense.bytes)
            #expect(connection.answer() == nil)
            // However long the client goes on, it holds no thread.
            #expect(connection.isRefused())
            connection.close()
            let next = try RawConnection(path)
            next.ask(body: Array("good".utf8))
            #expect(next.answer()?.hasSuffix("good") == true)
            next.close()
        }
    }

    @Test(arguments: [0, 1])
    func `parameters that break off between two of them are no request`(whole: Int) throws {
        let handled = DispatchSemaphore(value: 0)
        try SocketServer.run { _ in
            handled.signal()
            return FastCGIResponse("handled")
        } _: { (path) throws in
            let connection = try RawConnection(path)
            let opening = RawConnection.opening([("A", [1])])
            // Without the record that ends the parameters, and with or without the one that has some.
            connection.send(Array(opening.prefix(whole == 1 ? opening.count - 8 : 16)))
            connection.endSending()
            #expect(connection.answer() == nil)
            connection.close()
        }
        #expect(handled.wait(timeout: .now()) == .timedOut)
    }
}
