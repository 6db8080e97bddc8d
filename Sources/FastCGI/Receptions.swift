internal import Glibc
internal import Synchronization

/// The connections on which a request is being received: one that comes byte by byte must not hold its thread for ever.
package final class Receptions: Sendable {
    /// The longest time from the first byte of a request to the last one of its body.
    package static let limit = Duration.seconds(30)

    private struct Reception {
        /// Which socket it is. libfcgi closes descriptors by itself, and their numbers are used again.
        let inode: ino_t
        let end: ContinuousClock.Instant
    }

    private let receptions = Mutex<[Int32: Reception]>([:])
    private let limit: Duration

    init(limit: Duration = Receptions.limit) {
        self.limit = limit
    }

    var isEmpty: Bool { receptions.withLock(\.isEmpty) }

    func begin(_ connection: Int32) {
        guard let inode = Self.inode(of: connection) else { return }
        let reception = Reception(inode: inode, end: .now + limit)
        receptions.withLock { $0[connection] = reception }
    }

    func end(_ connection: Int32) {
        receptions.withLock { _ = $0.removeValue(forKey: connection) }
    }

    /// Ends those that have taken too long: their threads read the end of the connection.
    func breakOffOverdue() {
        receptions.withLock { receptions in
            let now = ContinuousClock.now
            for (connection, reception) in receptions where reception.end <= now {
                receptions[connection] = nil
                // What is shut down is the socket that was looked at, whoever closes the number meanwhile.
                let own = dup(connection)
                guard own >= 0 else { continue }
                if Self.inode(of: own) == reception.inode { shutdown(own, Int32(SHUT_RD)) }
                close(own)
            }
        }
    }

    private static func inode(of descriptor: Int32) -> ino_t? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status.st_ino : nil
    }
}
