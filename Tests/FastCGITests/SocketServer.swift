import Dispatch
import FastCGI
import Foundation
import TestServers

/// A FastCGI server in this process, spoken to without a web server between.
final class SocketServer {
    private let server: FastCGIServer
    private let ended = DispatchSemaphore(value: 0)

    /// The requests that are parked.
    var parked: ParkedRequests { server.parked }

    convenience init(
        _ listener: UnixListener, threads: Int = 1, limits: ConnectionLimits = ConnectionLimits(),
        _ handle: @escaping @Sendable (FastCGIRequest) -> FastCGIResponse
    ) {
        self.init(listener, threads: threads, limits: limits) { _ in FastCGIHandler(handle: handle) }
    }

    init(
        _ listener: UnixListener, threads: Int = 1, limits: ConnectionLimits = ConnectionLimits(),
        handler: @escaping @Sendable (ParkedRequests) -> FastCGIHandler
    ) {
        server = FastCGIServer(listening: listener.descriptor, threads: threads, limits: limits)
        Thread.detachNewThread { [server, ended] in
            server.run { handler(server.parked) }
            ended.signal()
        }
    }

    func stop() {
        server.stop()
    }

    /// Waits until the server has ended after ``stop()``.
    func waitForEnd() throws {
        guard ended.wait(timeout: .now() + 20) == .success else { throw TestFailure("the server does not end") }
    }

    /// Runs a test with a listening socket, and the path where it listens.
    static func withListener(_ body: (UnixListener, String) throws -> Void) throws {
        try TestServers.temporaryDirectory { (directory) throws in
            let listener = try UnixListener("\(directory)/socket")
            defer { listener.close() }
            try body(listener, "\(directory)/socket")
        }
    }

    /// Runs a test with one server that has one thread.
    static func run(
        _ handle: @escaping @Sendable (FastCGIRequest) -> FastCGIResponse, _ body: (String) throws -> Void
    ) throws {
        try withListener { (listener, path) throws in
            let server = SocketServer(listener, handle)
            defer { server.stop() }
            try body(path)
            server.stop()
            try server.waitForEnd()
        }
    }
}

extension FastCGIResponse {
    init(_ text: String) {
        self.init(status: 200, reason: "OK", body: Array(text.utf8))
    }
}
