import Identity
import Runs

/// Rows of tasks that wait for the next commit of their run.
///
/// That a task has begun must be seen, but nothing depends on it: a replay begins it again. So its row goes with the line that
/// records its result, and alone only when that takes longer than ``holdTime``.
extension Stepper {
    /// How long a row is held.
    static let holdTime = Duration.milliseconds(100)
    /// The most rows of a run that are held.
    static let holdLimit = 64

    /// Holds the rows of a commit that has nothing else, and commits everything else.
    func submitOrHold(_ commit: RunCommit, of run: ActiveRun) {
        guard commit.hasTasksOnly, let state = run.state, state.held.count + commit.tasks.count <= Self.holdLimit
        else { return submit(commit, of: run) }
        run.state?.held = state.held.followed(by: commit.tasks)
        run.state?.heldUntil = state.heldUntil ?? parts.clock.now + Self.holdTime
    }

    /// Adds what is held to a commit of the run.
    func addHeld(to commit: inout RunCommit, of run: ActiveRun) {
        guard let held = run.state?.held, !held.isEmpty else { return }
        commit.tasks = held.followed(by: commit.tasks)
        run.state?.held = []
        run.state?.heldUntil = nil
    }

    /// Commits what has been held for long enough.
    func submitOverdue(of run: ActiveRun) {
        guard let end = run.state?.heldUntil, end <= parts.clock.now else { return }
        submit(RunCommit(tenant: run.claim.tenant, run: run.claim.run), of: run)
    }
}

extension RunCommit {
    fileprivate var hasTasksOnly: Bool {
        var rest = self
        rest.tasks = []
        return rest.isEmpty
    }
}

extension [RunTask] {
    /// A later row of a task takes the place of the one before.
    fileprivate func followed(by later: [RunTask]) -> [RunTask] {
        let replaced = Set(later.map(\.ordinal))
        return filter { !replaced.contains($0.ordinal) } + later
    }
}
