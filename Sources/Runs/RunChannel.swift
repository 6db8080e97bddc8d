/// The Redis channels on which functions tell workers about runs; a message is the run's id.
///
/// Messages are hints: workers find what they missed in the tables.
package enum RunChannel: String, Sendable, CaseIterable {
    /// A run is ready to be claimed.
    case ready = "intelligentic:runs:ready"
    /// Somebody asked to cancel a run that a worker executes.
    case cancel = "intelligentic:runs:cancel"
}
