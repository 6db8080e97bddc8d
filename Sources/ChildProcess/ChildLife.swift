internal import Glibc

/// A child from its start to its end, watched by a thread of its own.
///
/// The thread starts the child, because the kernel sends the parent death signal when the *thread* that started the child
/// ends; and it takes the exit status at once, so that no dead child stays in the process table.
///
/// Sendable by proof: everything that changes is read and written under `lock`.
final class ChildLife: @unchecked Sendable {
    private enum State {
        case starting, failed(ChildProcessError), running(pid: Int32), ended(ExitStatus, pid: Int32)
    }

    private static let stackSize = 128 * 1_024

    private let ownGroup: Bool
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state = State.starting

    init(ownGroup: Bool) {
        self.ownGroup = ownGroup
        pthread_mutex_init(lock, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // A change of the wall clock must not lengthen a wait.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Starts the child.
    ///
    /// - Returns: its pid.
    func start(_ spawn: Spawn) throws(ChildProcessError) -> Int32 {
        try run { [self] in
            do throws(ChildProcessError) {
                let pid = try spawn()
                change(to: .running(pid: pid))
                takeExitStatus(of: pid)
            } catch {
                change(to: .failed(error))
            }
        }
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while case .starting = state { pthread_cond_wait(changed, lock) }
        switch state {
        case .running(let pid), .ended(_, let pid): return pid
        case .failed(let error): throw error
        case .starting: throw .system(call: "start", code: EAGAIN)
        }
    }

    func signal(_ signal: Int32) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if case .running(let pid) = state { kill(ownGroup ? -pid : pid, signal) }
    }

    func wait(limit: Duration) -> ExitStatus? {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + Int(limit.components.attoseconds / 1_000_000_000)
        deadline.tv_sec += Int(limit.components.seconds) + nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000

        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while true {
            if case .ended(let status, _) = state { return status }
            if pthread_cond_timedwait(changed, lock, &deadline) == ETIMEDOUT { break }
        }
        if case .ended(let status, _) = state { return status }
        return nil
    }

    private func takeExitStatus(of pid: Int32) {
        var signal = siginfo_t()
        // Waits without taking the status: until it is taken under the lock, the pid stays this child's.
        while waitid(P_PID, id_t(pid), &signal, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        pthread_mutex_lock(lock)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        state = .ended(ExitStatus(waitStatus: status), pid: pid)
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(lock)
    }

    private func change(to next: State) {
        pthread_mutex_lock(lock)
        state = next
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(lock)
    }

    private func run(_ body: @escaping @Sendable () -> Void) throws(ChildProcessError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(ThreadWork(body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw .system(call: "pthread_create", code: code)
        }
    }
}

/// What a thread does, in the shape that `pthread_create` passes on.
private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}
