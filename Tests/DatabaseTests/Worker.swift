import Foundation

/// Work on a thread of its own, because blocking calls must not hold the threads of Swift's concurrency.
final class Worker<T: Sendable>: @unchecked Sendable {
    private let ended = DispatchSemaphore(value: 0)
    private var outcome: Result<T, any Error>?

    init(_ work: @escaping @Sendable () throws -> T) {
        Thread.detachNewThread { [self] in
            outcome = Result { try work() }
            ended.signal()
        }
    }

    func result() -> Result<T, any Error> {
        ended.wait()
        return outcome ?? .failure(CancellationError())
    }
}

/// Lets a number of threads go on together.
final class Barrier: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int

    init(_ count: Int) {
        missing = count
    }

    func wait() {
        condition.withLock {
            missing -= 1
            condition.broadcast()
            while missing > 0 { condition.wait() }
        }
    }
}
