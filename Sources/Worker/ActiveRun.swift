import Identity
import Masking
import Runs
import Synchronization
import Threads
import WorkflowEngine

/// A run that this worker holds in memory: its state, and a mailbox.
///
/// One stepper at a time owns ``state``: the one that took the run from the queue. Messages are handled one after the
/// other, in the order in which they were put, so a run never sees two threads at once.
final class ActiveRun: @unchecked Sendable {
    // `state` is handed from thread to thread through the queue of runs, which orders the accesses.
    let claim: RunClaim
    var state: State?
    /// Nil where the run tells nothing of itself.
    var lifecycle: RunLifecycle?
    private let work: WorkQueue<ActiveRun>
    private let mailbox: Mutex<Mailbox>
    /// When the earliest timer of the run is due, in microseconds since 1970; ``noTimer`` for none.
    let nextTimer = Atomic<Int64>(ActiveRun.noTimer)

    static let noTimer = Int64.max

    /// Where the interpretation stands.
    struct State {
        var execution: Execution
        let definition: LoadedDefinition
        var secrets: RunSecrets
        /// The seq of the next journal line.
        var nextSeq: Int
        /// Lines that were given to the committer and have not come back.
        var uncommitted = 0
        /// Ordinals whose results were given to the committer: nothing more is to come of these.
        var answered: Set<Int> = []
        /// Results that wait until the run has nothing more to do by itself.
        var deferred: [JournalEntry] = []
        /// What is under way and can be given up, by ordinal.
        var underWay: [Int: any Cancellable] = [:]
        /// Effects that were started and have no answer, by ordinal; those in ``underWay`` and those that could not be
        /// started yet.
        var inFlight: Set<Int> = []
        /// Whether the inbox has to be looked at before the run may be let go of.
        var mayHaveInbox = false
        /// Whether effects were not started because the run was to be let go of.
        var hasUnstarted = false
        /// The seq of the first journal line that came after the latest snapshot, or after the latest one that was too large.
        var snapshotSeq = 0
        /// About how many bytes the results have that are not in the latest snapshot.
        var resultBytes = 0
        /// How many they were when the latest snapshot was too large.
        var skippedBytes = 0
        /// Rows of tasks that go with the next commit, at the latest at this time.
        var held: [RunTask] = []
        var heldUntil: Timestamp?
        /// What the memory that the run takes leaves it to do.
        var room = HeldMemory.Answer.goOn
        /// How many values were counted last, how many steps ago, and about how many bytes have come since.
        var countedValues = 0
        var uncountedSteps = 0
        var uncountedBytes = 0
        /// Whether the run may have subscriptions, children, a snapshot or an inbox that go with its end.
        var hasLeftovers = true
    }

    /// Keeps the run's secrets out of what is written.
    var mask: SecretMask { state?.secrets.mask ?? .none }
    /// Keeps out of what is shown what schemas mark secret, too.
    var shownMask: SecretMask { state?.secrets.shownMask ?? .none }

    private struct Mailbox {
        var messages: [RunMessage] = []
        /// Whether a stepper has the run, or the queue.
        var isScheduled = false
        var wanted: Set<Control> = []
    }

    /// What is asked of a run from outside.
    enum Control: Sendable {
        /// End it.
        case cancel
        /// Stop when nothing is under way, until somebody resumes it.
        case suspend
        /// Let go of it when nothing is under way: the worker stops.
        case release
        /// Do not wait any longer for what is under way.
        case force
    }

    init(claim: RunClaim, work: WorkQueue<ActiveRun>) {
        self.claim = claim
        self.work = work
        var wanted: Set<Control> = []
        if claim.isCancelRequested { wanted.insert(.cancel) }
        if claim.isSuspendRequested { wanted.insert(.suspend) }
        mailbox = Mutex(Mailbox(wanted: wanted))
    }

    func put(_ message: RunMessage) {
        let isNew = mailbox.withLock { mailbox in
            mailbox.messages.append(message)
            defer { mailbox.isScheduled = true }
            return !mailbox.isScheduled
        }
        if isNew { requeue() }
    }

    func wants(_ control: Control) -> Bool {
        mailbox.withLock { $0.wanted.contains(control) }
    }

    /// Asks something of the run; asking again changes nothing.
    func demand(_ control: Control) {
        let isNew = mailbox.withLock { $0.wanted.insert(control).inserted }
        if isNew { put(.control) }
    }

    /// Takes back that the run is to be suspended: it goes on where it has stopped.
    func withdrawSuspend() {
        let wasWanted = mailbox.withLock { mailbox in
            if !mailbox.wanted.contains(.release) { mailbox.wanted.remove(.force) }
            return mailbox.wanted.remove(.suspend) != nil
        }
        if wasWanted { put(.control) }
    }

    /// The next message, for the stepper that has the run; nil: it has it no more.
    func take() -> RunMessage? {
        mailbox.withLock { mailbox in
            guard !mailbox.messages.isEmpty else {
                mailbox.isScheduled = false
                return nil
            }
            return mailbox.messages.removeFirst()
        }
    }

    /// What ``take()`` would give.
    var upcoming: RunMessage? {
        mailbox.withLock { $0.messages.first }
    }

    /// For a message that cannot be handled now: it comes first again.
    func putBack(_ message: RunMessage) {
        mailbox.withLock { $0.messages.insert(message, at: 0) }
    }

    /// Puts the run into the queue again, for the stepper that has it.
    func requeue() {
        work.put(self, of: claim.tenant)
    }
}

/// Something under way that can be given up.
protocol Cancellable: Sendable {
    func cancel()
}
