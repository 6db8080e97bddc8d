import Dispatch
import FastCGI
import Foundation
import Synchronization
import Testing

/// Requests that wait without a thread.
@Suite struct ParkingTests {
    @Test func `parked requests hold no thread and are answered when they are resumed`() throws {
        try ParkingServer.run { (server, path) throws in
            let waiting = try (0..<50).map { number in
                let connection = try RawConnection(path)
                connection.ask([("PARK", Array("60".utf8)), ("NUMBER", Array("\(number)".utf8))], body: [1, 2, 3])
                return connection
            }
            let ids = try server.waitForParked(50)
            // The one thread serves others meanwhile.
            for _ in 0..<3 { #expect(try Self.ask(path) == "here") }
            for id in ids.shuffled() { server.parked.resume(id) }
            for (number, connection) in waiting.enumerated() {
                #expect(connection.answer()?.hasSuffix("\(number) resumed") == true)
                // The connection goes on.
                connection.ask()
                #expect(connection.answer()?.hasSuffix("here") == true)
                connection.close()
            }
        }
    }

    @Test func `a request that is resumed before it is parked does not wait`() throws {
        try ParkingServer.run { (_, path) throws in
            #expect(try Self.ask(path, [("PARK", Array("60".utf8)), ("IS_EARLY", [1])]) == "resumed")
        }
    }

    @Test func `a request is answered when its time is over`() throws {
        try ParkingServer.run { (_, path) throws in
            #expect(try Self.ask(path, [("PARK", Array("0".utf8))]) == "timeIsOver")
        }
    }

    @Test func `parked requests are answered when the server stops`() throws {
        try ParkingServer.run { (server, path) throws in
            let connections = try (0..<5).map { _ in
                let connection = try RawConnection(path)
                connection.ask([("PARK", Array("60".utf8))])
                return connection
            }
            _ = try server.waitForParked(5)
            server.stop()
            for connection in connections {
                #expect(connection.answer()?.hasSuffix("stopping") == true)
                connection.close()
            }
        }
    }

    @Test func `a client that goes away gives up its place`() throws {
        try ParkingServer.run { (server, path) throws in
            let connection = try RawConnection(path)
            connection.ask([("PARK", Array("60".utf8))])
            _ = try server.waitForParked(1)
            connection.close()
            #expect(server.gone.wait(timeout: .now() + 20) == .success)
            #expect(try Self.ask(path) == "here")
        }
    }

    @Test func `a body that drips is given up, however steadily it comes`() throws {
        let limits = ConnectionLimits(reception: .milliseconds(300))
        try ParkingServer.run(limits: limits) { (_, path) throws in
            let slow = try RawConnection(path)
            slow.send(RawConnection.opening([("CONTENT_LENGTH", Array("1000000".utf8)), ("IS_ECHO", [1])]))
            let drip = Atomic(true)
            let dripping = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                while drip.load(ordering: .relaxed) {
                    slow.send(RawConnection.record(.input, [1]))
                    usleep(20_000)
                }
                dripping.signal()
            }
            #expect(slow.answer()?.hasSuffix("incomplete") == true)
            drip.store(false, ordering: .relaxed)
            dripping.wait()
            #expect(slow.isClosedByPeer())
            slow.close()
            #expect(try Self.ask(path) == "here")
        }
    }

    @Test func `a connection that nobody uses is closed`() throws {
        try ParkingServer.run(limits: ConnectionLimits(idle: .milliseconds(300))) { (_, path) throws in
            let never = try RawConnection(path)
            let once = try RawConnection(path)
            once.ask()
            #expect(once.answer()?.hasSuffix("here") == true)
            for connection in [never, once] {
                #expect(connection.isClosedByPeer())
                connection.close()
            }
        }
    }

    private static func ask(_ path: String, _ parameters: [(String, [UInt8])] = []) throws -> String? {
        let connection = try RawConnection(path)
        defer { connection.close() }
        connection.ask(parameters)
        return connection.answer()?.split(separator: "\r\n").last.map(String.init)
    }
}
