internal import CFastCGI
internal import Glibc

/// Wakes threads that wait for descriptors (eventfd(2)).
final class Bell: Sendable {
    let descriptor: Int32

    init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        precondition(descriptor >= 0, "no eventfd (errno \(errno))")
    }

    deinit {
        close(descriptor)
    }

    /// Makes the descriptor readable, until ``silence()``.
    func ring() {
        eventfd_write(descriptor, 1)
    }

    func silence() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }
}
