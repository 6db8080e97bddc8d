internal import Glibc

/// Turns the SIGPIPE of a write to a pipe that nobody reads into a plain error.
package enum BrokenPipe {
    /// Runs `write` with SIGPIPE blocked in this thread and takes the signal away if the write raised it.
    package static func ignoring<T>(_ write: () throws -> T) rethrows -> T {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer {
            if sigismember(&before, SIGPIPE) == 0 {
                let code = errno
                var now = timespec()
                while sigtimedwait(&pipe, nil, &now) < 0, errno == EINTR {}
                pthread_sigmask(SIG_SETMASK, &before, nil)
                errno = code
            }
        }
        return try write()
    }
}
