import JQ
import ModelClient
import Processes
import Runs
import Threads

/// What the threads of a worker share.
struct WorkerParts: Sendable {
    let configuration: WorkerConfiguration
    let lease: WorkerLease
    let clock: DatabaseClock
    /// The runs that have something to do.
    let work: WorkQueue<ActiveRun>
    let table: RunTable
    let timers: RunTimers
    let committer: Committer
    let services: OutgoingCalls
    let modelClient: ModelClient
    /// Runs the programs of workflows.
    let processes: ProcessRunner
    let overtime: TenantOvertime
    let memory = HeldMemory()
    let results = ResultPlaces()
    let metrics: WorkerMetrics
}
