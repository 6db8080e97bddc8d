import Runs

/// What one run did, to be committed.
struct CommitRequest: Sendable {
    var commit: RunCommit
    let then: @Sendable (Committer.Outcome) -> Void

    var isTooLarge: Bool {
        do throws(PayloadTooLarge) {
            try RunCommitStore.checkSizes(of: commit)
            return false
        } catch {
            return true
        }
    }
}
