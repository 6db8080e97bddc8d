import Dispatch
import FastCGI
import Foundation
import Synchronization

/// A server with one thread that parks what asks for it, and says why it was handled again.
struct ParkingServer {
    private let server: SocketServer
    private let requests: Requests

    /// What the handler tells the test.
    private final class Requests: Sendable {
        let ids = Mutex<[ParkedRequests.ID]>([])
        let gone = DispatchSemaphore(value: 0)
    }

    static func run(
        limits: ConnectionLimits = ConnectionLimits(), _ body: (ParkingServer, String) throws -> Void
    ) throws {
        try SocketServer.withListener { (listener, path) throws in
            let requests = Requests()
            let server = SocketServer(listener, limits: limits) { handler(parked: $0, requests) }
            defer { server.stop() }
            try body(ParkingServer(server: server, requests: requests), path)
            server.stop()
            try server.waitForEnd()
        }
    }

    var parked: ParkedRequests { server.parked }

    /// Signalled for each parked request whose client has gone.
    var gone: DispatchSemaphore { requests.gone }

    func stop() {
        server.stop()
    }

    /// Those that have been parked, once there are so many.
    func waitForParked(_ count: Int) throws -> [ParkedRequests.ID] {
        let end = ContinuousClock.now + .seconds(20)
        while true {
            let ids = requests.ids.withLock { $0 }
            if ids.count >= count { return ids }
            guard ContinuousClock.now < end else { throw TestFailure("\(ids.count) of \(count) are parked") }
            usleep(1_000)
        }
    }

    private static func handler(parked: ParkedRequests, _ requests: Requests) -> FastCGIHandler {
        FastCGIHandler { request in
            guard let seconds = request.parameters["PARK"].flatMap(Int.init) else {
                guard request.parameters["IS_ECHO"] != nil else { return .answer(FastCGIResponse("here")) }
                do {
                    return .answer(FastCGIResponse("\(try request.body(limit: 1 << 20).count)"))
                } catch {
                    return .answer(FastCGIResponse("\(error)"))
                }
            }
            _ = try? request.body(limit: 100)
            let id = parked.reserve()
            if request.parameters["IS_EARLY"] != nil { parked.resume(id) }
            requests.ids.withLock { $0.append(id) }
            return .park(id, until: .now + .seconds(seconds), isWhole: true)
        } resume: { request, _, reason in
            if reason == .clientIsGone { requests.gone.signal() }
            let number = request.parameters["NUMBER"].map { "\($0) " } ?? ""
            return .answer(FastCGIResponse("\(number)\(reason)"))
        }
    }
}
