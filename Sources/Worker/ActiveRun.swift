import Glibc
import HTTPClient
import Identity
import JQ
import JSON
import Runs
import Synchronization
import WorkflowEngine

/// A run that this worker holds in memory.
///
/// One stepper at a time owns ``state``: the one that took the run's work from the queue. What other threads need is
/// in the mutex.
final class ActiveRun: @unchecked Sendable {
    // `state` is handed from thread to thread through the queues, which order the accesses.
    let claim: RunClaim
    var state: State?
    private let control: Mutex<Control>

    /// Where the interpretation stands.
    struct State {
        var execution: Execution
        let program: JQProgram
        /// The seq of the next journal line.
        var nextSeq: Int
        /// The effect whose result the run waits for.
        var awaited: Effect?
    }

    private struct Control {
        var isCancelled: Bool
        var isReleasing = false
        var transfer: (any Cancellable)?
    }

    init(claim: RunClaim) {
        self.claim = claim
        control = Mutex(Control(isCancelled: claim.isCancelRequested))
    }

    var isCancelled: Bool {
        control.withLock { $0.isCancelled }
    }

    /// Whether the worker is about to let go of the run.
    var isReleasing: Bool {
        control.withLock { $0.isReleasing }
    }

    /// Ends what the run waits for; its stepper then ends the run.
    func cancel() {
        let transfer = control.withLock { control in
            control.isCancelled = true
            return control.transfer
        }
        transfer?.cancel()
    }

    /// Lets the effect under way finish, then nothing more.
    func release() {
        control.withLock { $0.isReleasing = true }
    }

    /// Remembers what to cancel. A cancel that came first counts.
    func holds(_ transfer: any Cancellable) {
        let isTooLate = control.withLock { control in
            control.transfer = transfer
            return control.isCancelled
        }
        if isTooLate { transfer.cancel() }
    }

    func dropTransfer() {
        control.withLock { $0.transfer = nil }
    }
}

/// An exchange under way that can be given up.
protocol Cancellable: Sendable {
    func cancel()
}
