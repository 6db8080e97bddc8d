/// What one handler thread does. Its closures are called on that thread only.
package struct FastCGIHandler {
    package let handle: (FastCGIRequest) -> FastCGIReply
    /// Called for a request that was parked, perhaps by another thread. What it replies to one whose client is gone does
    /// not matter.
    package let resume: (FastCGIRequest, ParkedRequests.ID, ParkedRequests.Reason) -> FastCGIReply
    /// Called when the thread has had nothing to do for ``FastCGIServer/idleInterval``.
    package let idle: () -> Void

    package init(
        handle: @escaping (FastCGIRequest) -> FastCGIReply,
        resume: @escaping (FastCGIRequest, ParkedRequests.ID, ParkedRequests.Reason) -> FastCGIReply,
        idle: @escaping () -> Void = {}
    ) {
        self.handle = handle
        self.resume = resume
        self.idle = idle
    }

    /// A handler that parks nothing.
    package init(handle: @escaping (FastCGIRequest) -> FastCGIResponse, idle: @escaping () -> Void = {}) {
        self.init(
            handle: { .answer(handle($0)) },
            resume: { _, _, _ in preconditionFailure("this handler parks nothing") }, idle: idle)
    }
}
