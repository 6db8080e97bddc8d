/// Where a run stands: the status phases of the Serverless Workflow language.
package enum RunStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not yet started.
    case pending
    case running
    /// Goes on at a time or after an event.
    case waiting
    /// Stopped by somebody who may resume it.
    case suspended
    case cancelled, faulted, completed

    /// Whether the run has ended for good.
    package var isFinished: Bool {
        switch self {
        case .cancelled, .faulted, .completed: true
        case .pending, .running, .waiting, .suspended: false
        }
    }
}
