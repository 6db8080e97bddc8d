/// The Redis channels on which functions and workers tell each other about runs; a message is the run's id.
///
/// Messages are hints: what was missed is found in the tables.
package enum RunChannel: String, Sendable, CaseIterable {
    /// A run is ready to be claimed.
    case ready = "intelligentic:runs:ready"
    /// Somebody asked to cancel a run that a worker executes.
    case cancel = "intelligentic:runs:cancel"
    /// Somebody asked to suspend a run that a worker executes.
    case suspend = "intelligentic:runs:suspend"
    /// A run has ended; whoever waits for it may look.
    case finished = "intelligentic:runs:finished"

    /// Those that workers listen to.
    package static let forWorkers: [RunChannel] = [.ready, .cancel, .suspend]
}
