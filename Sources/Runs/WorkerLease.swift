package import Identity

package enum WorkerKind {}
/// Names a worker: one process, from its start to its end.
package typealias WorkerID = Identifier<WorkerKind>

/// A worker's right to write to the runs it has claimed. Another worker that takes over raises the epoch, and from then
/// on nothing that is written under this lease changes a row.
package struct WorkerLease: Sendable, Hashable {
    package let worker: WorkerID
    package let epoch: Int

    package init(worker: WorkerID, epoch: Int) {
        self.worker = worker
        self.epoch = epoch
    }
}

/// The lease was taken over: the worker must stop at once.
package struct LeaseLost: Error, Sendable {}
