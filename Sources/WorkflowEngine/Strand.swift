import JSON
import WorkflowDSL

/// One line of work of a run: the run itself, or a branch of a `fork`. It is a stack of frames, and blocked when none of
/// its signals is ready.
struct Strand: Sendable {
    static let root = 0

    let id: Int
    /// The strand with the `fork`; nil for the run itself.
    let parent: Int?
    let scope: Scope
    var stack: [Frame]

    /// What a branch has from around its `fork`.
    struct Scope: Sendable, Codable {
        var variables: JSONObject = [:]
        /// Of the innermost `try`.
        var attempt = 1
        /// `$task` in tasks of extensions, to which extensions do not apply; nil elsewhere.
        var extendedTask: JSON?
        /// The passes of the loops around it; nil in snapshots of before they were told.
        var iterations: [Int]?
    }
}

/// An effect that has been asked for and has not ended.
struct Outstanding: Sendable, Codable {
    let effect: Effect
    let strand: Int
    let purpose: Purpose

    enum Purpose: String, Sendable, Codable {
        /// The strand goes on with its result.
        case result
        /// A time limit of a task, an attempt or the run.
        case deadline
        /// The strand goes on with some of its results.
        case events
    }
}
