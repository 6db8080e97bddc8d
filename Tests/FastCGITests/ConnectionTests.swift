import Dispatch
import FastCGI
import Testing

/// Connections, as the web server's side of the socket sees them.
@Suite struct ConnectionTests {
    @Test func `kept connections take turns on one thread`() throws {
        try SocketServer.run {
            FastCGIResponse($0.parameters["NUMBER"] ?? "")
        } _: { (path) throws in
            let connections = try (0..<8).map { _ in try RawConnection(path) }
            for round in 0..<3 {
                for (number, connection) in connections.enumerated() {
                    let text = "\(round) \(number)"
                    connection.ask([("NUMBER", Array(text.utf8))])
                    #expect(connection.answer()?.hasSuffix("\r\n\r\n\(text)") == true)
                }
            }
            for connection in connections { connection.close() }
        }
    }

    @Test func `a connection that is not to be kept is closed with its answer`() throws {
        try SocketServer.run { _ in
            FastCGIResponse("once")
        } _: { (path) throws in
            let connection = try RawConnection(path)
            connection.ask(isKept: false)
            #expect(connection.answer()?.hasSuffix("once") == true)
            #expect(connection.isClosedByPeer())
            connection.close()
        }
    }

    @Test func `a server whose threads are taken leaves new connections to the other one`() throws {
        try SocketServer.withListener { (listener, path) throws in
            let entered = DispatchSemaphore(value: 0)
            let release = DispatchSemaphore(value: 0)
            let servers = ["one", "two"].map { name in
                SocketServer(listener) { request in
                    guard request.parameters["IS_SLOW"] != nil else { return FastCGIResponse(name) }
                    entered.signal()
                    _ = release.wait(timeout: .now() + 60)
                    return FastCGIResponse(name)
                }
            }
            let busy = try RawConnection(path)
            busy.ask([("IS_SLOW", [1])])
            #expect(entered.wait(timeout: .now() + 20) == .success)
            // Enough of them that a server which takes what it cannot answer gets one.
            let names = try (0..<20).map { _ in
                let connection = try RawConnection(path)
                defer { connection.close() }
                connection.ask(isKept: false)
                return try #require(connection.answer()).suffix(3)
            }
            release.signal()
            let busyName = busy.answer()?.suffix(3)
            #expect(Set(names).union([busyName]) == ["one", "two"])
            busy.close()
            for server in servers { server.stop() }
            for server in servers { try server.waitForEnd() }
        }
    }

    @Test func `stopping answers what has come, closes what waits, and leaves the backlog`() throws {
        try SocketServer.withListener { (listener, path) throws in
            let entered = DispatchSemaphore(value: 0)
            let release = DispatchSemaphore(value: 0)
            let first = SocketServer(listener) { request in
                guard request.parameters["IS_SLOW"] != nil else { return FastCGIResponse("quick") }
                entered.signal()
                _ = release.wait(timeout: .now() + 20)
                return FastCGIResponse("slow")
            }
            let waiting = try RawConnection(path)
            waiting.ask()
            #expect(waiting.answer()?.hasSuffix("quick") == true)
            let busy = try RawConnection(path)
            busy.ask([("IS_SLOW", [1])])
            #expect(entered.wait(timeout: .now() + 20) == .success)
            first.stop()
            #expect(waiting.isClosedByPeer())
            let late = try RawConnection(path)
            late.ask()
            release.signal()
            #expect(busy.answer()?.hasSuffix("slow") == true)
            #expect(busy.isClosedByPeer())
            for connection in [waiting, busy] { connection.close() }
            try first.waitForEnd()
            let second = SocketServer(listener) { _ in FastCGIResponse("next") }
            #expect(late.answer()?.hasSuffix("next") == true)
            late.close()
            second.stop()
            try second.waitForEnd()
        }
    }

    @Test func `a client that goes away before its answer takes nothing with it`() throws {
        let entered = DispatchSemaphore(value: 0)
        let gone = DispatchSemaphore(value: 0)
        try SocketServer.run { request in
            guard request.parameters["IS_LEAVING"] != nil else { return FastCGIResponse("here") }
            entered.signal()
            _ = gone.wait(timeout: .now() + 20)
            return FastCGIResponse(String(repeating: "x", count: 1 << 20))
        } _: { (path) throws in
            let leaving = try RawConnection(path)
            leaving.ask([("IS_LEAVING", [1])])
            #expect(entered.wait(timeout: .now() + 20) == .success)
            leaving.close()
            gone.signal()
            let next = try RawConnection(path)
            next.ask()
            #expect(next.answer()?.hasSuffix("here") == true)
            next.close()
        }
    }
}
