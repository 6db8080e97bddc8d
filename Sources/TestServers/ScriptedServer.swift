internal import Foundation

/// A small HTTP/1.1 server on 127.0.0.1 that gives the answers a test wrote down and keeps what it was asked.
///
/// Sendable by proof: what changes is read and written under `changed`.
package final class ScriptedServer: @unchecked Sendable {
    package let port: Int
    private let listener: ListeningSocket
    private let answer: @Sendable (_ number: Int, RecordedRequest) -> ScriptedAnswer
    private let changed = NSCondition()
    private var recorded: [RecordedRequest] = []
    private var connections: Set<Int32> = []
    private var isStopped = false
    private var isListening = true

    /// The longest wait of ``waitForRequests(_:limit:)``.
    package static let waitLimit = Duration.seconds(10)

    /// Starts a server that answers the first request with the first answer, and so on; the last one repeats.
    package convenience init(_ answers: [ScriptedAnswer], port: Int = 0) {
        self.init(port: port) { number, _ in
            answers.isEmpty ? ScriptedAnswer(status: 500) : answers[min(number, answers.count - 1)]
        }
    }

    /// Starts a server whose answers depend on the request.
    package convenience init(port: Int = 0, answering: @escaping @Sendable (RecordedRequest) -> ScriptedAnswer) {
        self.init(port: port) { _, request in answering(request) }
    }

    private init(port: Int, answer: @escaping @Sendable (Int, RecordedRequest) -> ScriptedAnswer) {
        listener = ListeningSocket(port: port)
        self.port = listener.port
        self.answer = answer
        let descriptor = listener.descriptor
        Thread.detachNewThread { [weak self] in
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { break }
                guard let self, self.add(accepted) else {
                    Glibc.close(accepted)
                    break
                }
                Thread.detachNewThread { self.serve(accepted) }
            }
            Glibc.close(descriptor)
            self?.listenerWasClosed()
        }
    }

    deinit { shutDown() }

    /// Without a slash at its end.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// What was asked until now, in the order of arrival.
    package var requests: [RecordedRequest] {
        changed.withLock { recorded }
    }

    /// Waits until this many requests have arrived.
    ///
    /// - Returns: false: fewer came in time.
    package func waitForRequests(_ count: Int, limit: Duration = waitLimit) -> Bool {
        let end = Date(timeIntervalSinceNow: limit / .seconds(1))
        return changed.withLock {
            while recorded.count < count { if !changed.wait(until: end) { break } }
            return recorded.count >= count
        }
    }

    /// Stops listening and closes all connections. Another server can have the port then.
    package func stop() {
        shutDown()
        changed.withLock { while isListening { changed.wait() } }
    }

    private func shutDown() {
        changed.withLock {
            if isStopped { return }
            isStopped = true
            // Wakes the thread that accepts, which then closes the socket.
            shutdown(listener.descriptor, Int32(SHUT_RDWR))
            for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
            changed.broadcast()
        }
    }

    private func add(_ descriptor: Int32) -> Bool {
        changed.withLock {
            if !isStopped { connections.insert(descriptor) }
            return !isStopped
        }
    }

    private func listenerWasClosed() {
        changed.withLock {
            isListening = false
            changed.broadcast()
        }
    }

    private func serve(_ descriptor: Int32) {
        var connection = ScriptedConnection(descriptor)
        while let request = connection.request() {
            let number = changed.withLock {
                recorded.append(request)
                changed.broadcast()
                return recorded.count - 1
            }
            let answer = answer(number, request)
            guard wait(answer.delay), !answer.isDropped else { break }
            guard connection.send(answer.bytes(to: request.method)), answer.cutAfter == nil else { break }
            if request.header("Connection")?.lowercased() == "close" { break }
        }
        changed.withLock {
            connections.remove(descriptor)
            _ = Glibc.close(descriptor)
        }
    }

    /// - Returns: false: the server was stopped meanwhile.
    private func wait(_ delay: Duration) -> Bool {
        let end = Date(timeIntervalSinceNow: delay / .seconds(1))
        return changed.withLock {
            while !isStopped, end.timeIntervalSinceNow > 0 { _ = changed.wait(until: end) }
            return !isStopped
        }
    }
}
