/// What one handler thread does. Its closures are called on that thread only.
package struct FastCGIHandler {
    package let handle: (FastCGIRequest) -> FastCGIResponse
    /// Called when the thread has had nothing to do for ``FastCGIServer/idleInterval``.
    package let idle: () -> Void

    package init(handle: @escaping (FastCGIRequest) -> FastCGIResponse, idle: @escaping () -> Void = {}) {
        self.handle = handle
        self.idle = idle
    }
}
