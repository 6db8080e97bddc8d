internal import CFastCGI

/// The exchange of one request and its answer on a connection: libfcgi's part. Used again for the next one.
final class Conversation: @unchecked Sendable {
    // One thread at a time has it; it is handed on through a lock.

    /// The most bytes of a body that nobody wanted which are read, so that the connection can be kept.
    private static let unreadLimit = 1 << 20
    private static let chunkSize = 64 * 1_024

    // libfcgi keeps the address of a request, so it must not move.
    private let request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)

    /// Where the request came; set while it is open.
    private(set) var connection: Connection?
    /// What is asked; set while a request is open.
    private(set) var question: FastCGIRequest?

    init() {
        // No listening socket: a connection that turns out to be broken must not make libfcgi accept another.
        FCGX_InitRequest(request, -1, 0)
    }

    deinit {
        request.deallocate()
    }

    /// Reads a request up to its body.
    ///
    /// - Parameter received: called when there is no more to be read of it, at most once.
    /// - Returns: nil: there is none, and the connection is closed.
    func open(on connection: Connection, received: @escaping () -> Void) -> FastCGIRequest? {
        request.pointee.ipcFd = connection.descriptor
        // Without this libfcgi closes the descriptor before it reads from it.
        request.pointee.keepConnection = 1
        // Closes nonsense at once: libfcgi would read on for as long as its sender goes on.
        request.pointee.detached = 1
        guard FCGX_Accept_r(request) == 0 else {
            // libfcgi has closed it: no request, or none that is FastCGI.
            request.pointee.ipcFd = -1
            return nil
        }
        guard FCGX_GetError(request.pointee.in) == 0 else {
            // The parameters broke off between two of them: libfcgi takes those for all there are.
            FCGX_Free(request, 1)
            return nil
        }
        request.pointee.detached = 0
        self.connection = connection
        question = FastCGIRequest(request, received: received)
        return question
    }

    /// Writes the answer.
    ///
    /// - Parameter isLast: asked when the answer is there; true: the connection is closed with it.
    /// - Returns: whether the connection is still open and good for another request; if not, it is closed.
    func answer(_ response: FastCGIResponse, isLast: () -> Bool) -> Bool {
        (connection, question) = (nil, nil)
        response.write(to: request.pointee.out)
        if !drain() || isLast() { request.pointee.keepConnection = 0 }
        FCGX_Finish_r(request)
        defer { request.pointee.ipcFd = -1 }
        return request.pointee.ipcFd >= 0
    }

    /// Ends a request that nobody waits for, and its connection.
    func abandon() {
        (connection, question) = (nil, nil)
        request.pointee.detached = 1
        FCGX_Free(request, 1)
        request.pointee.ipcFd = -1
    }

    /// Reads what is left of the body.
    ///
    /// - Returns: false: it is too much.
    func drain() -> Bool {
        // Every request comes by here, and mostly there is nothing left: no memory is filled for that.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.chunkSize) { chunk in
            var count = 0
            while count <= Self.unreadLimit {
                let read = FCGX_GetStr(chunk.baseAddress, Int32(chunk.count), request.pointee.in)
                if read < chunk.count { return true }
                count += Int(read)
            }
            return false
        }
    }
}
