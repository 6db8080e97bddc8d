internal import Glibc

/// A thread of its own for a loop that blocks.
package struct SystemThread: Sendable {
    private let handle: UInt

    /// - Parameter body: runs once, on the new thread.
    package init(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(Body(run: body)).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, argument)
        precondition(code == 0, "the system has no thread left (pthread_create: \(code))")
        handle = UInt(thread)
    }

    /// Leaves the thread alone: nobody will ``join()`` it.
    package func detach() {
        pthread_detach(pthread_t(handle))
    }

    /// Waits until the body has returned.
    package func join() {
        pthread_join(pthread_t(handle), nil)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
