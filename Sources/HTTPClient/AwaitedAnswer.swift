internal import Glibc

/// An answer that one thread waits for and another brings, once.
///
/// Sendable by proof: the semaphore orders the one write of `result` before its reading.
final class AwaitedAnswer: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    private var result = Result<HTTPResponse, HTTPError>.failure(.cancelled)

    init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func arrived(_ result: Result<HTTPResponse, HTTPError>) {
        self.result = result
        sem_post(semaphore)
    }

    func wait() -> Result<HTTPResponse, HTTPError> {
        while sem_wait(semaphore) != 0 {}  // a signal handler ran
        return result
    }
}
