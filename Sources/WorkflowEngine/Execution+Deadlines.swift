package import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// A time limit is over: what it limits ends with an error, which nothing inside it can catch.
    mutating func expire(_ ordinal: Int, of strand: Int) {
        unwind(strand) { frame in
            switch frame {
            case .task(let task) where task.deadline == ordinal:
                Self.timeout("The task \(task.named.name)", instance: task.record.reference)
            case .attempt(let attempt) where attempt.deadline == ordinal:
                Self.timeout("An attempt of \(attempt.named.name)", instance: attempt.named.pointer.description)
            default: nil
            }
        }
    }

    /// A `listen` cannot go on, whatever is under way in it.
    mutating func interrupt(_ ordinal: Int, in strand: Int, with error: WorkflowError) {
        unwind(strand) { frame in
            if case .task(let task) = frame, task.record.ordinal == ordinal { error } else { nil }
        }
    }

    /// Ends what is inside a frame; that one, and what is around it, then see an error.
    private mutating func unwind(_ id: Int, to error: (Frame) -> WorkflowError?) {
        guard var strand = strands.removeValue(forKey: id) else { return }
        stopWaiting(id)
        while let frame = strand.stack.last {
            if let error = error(frame) {
                strands[id] = strand
                ready.insert((id, .error(error)), at: 0)
                return
            }
            strand.stack.removeLast()
            dismantle(frame)
        }
    }

    static func timeout(_ what: String, instance: String) -> WorkflowError {
        WorkflowError(
            type: StandardError.timeout.type, status: StandardError.timeout.status, instance: instance,
            title: StandardError.timeout.title, detail: "\(what) took longer than its timeout.")
    }

    /// Ends all that is under way.
    mutating func dismantleAll() {
        ready = []
        for id in strands.keys.sorted() { dismantle(id) }
        for frame in current.stack.reversed() { dismantle(frame) }
        current.stack = []
    }

    /// Ends a strand and its branches; their tasks are cancelled.
    mutating func dismantle(_ id: Int) {
        guard let strand = strands.removeValue(forKey: id) else { return }
        stopWaiting(id)
        for frame in strand.stack.reversed() { dismantle(frame) }
    }

    /// A strand is to go on otherwise than with what it waits for.
    private mutating func stopWaiting(_ strand: Int) {
        ready.removeAll { $0.strand == strand }
        for (ordinal, waiting) in outstanding where waiting.strand == strand && waiting.purpose == .result {
            withdraw(ordinal)
        }
    }

    private mutating func dismantle(_ frame: Frame) {
        switch frame {
        case .task(let task):
            withdraw(task.deadline)
            var record = task.record
            record.status = .cancelled
            record.endedAt = clock
            note(record)
        case .fork(let fork):
            for branch in fork.strands { if let branch { dismantle(branch) } }
        case .attempt(let attempt):
            withdraw(attempt.deadline)
        case .retryDelay(let attempt):
            withdraw(attempt.deadline)
        case .listen(let listen):
            withdraw(listen.ordinal)
        case .list, .loop, .handler, .extended:
            break
        }
    }

    /// The tasks that a cancel at `time` ends.
    package func cancelled(at time: Timestamp) -> [TaskRecord] {
        openTasks.map { task in
            var record = task
            record.status = .cancelled
            record.endedAt = time
            return record
        }
    }

    /// The tasks that have started and not ended, in the order of their start, as they are shown.
    package var openTasks: [TaskRecord] {
        strands.values.flatMap(\.stack).compactMap { frame -> TaskRecord? in
            guard case .task(let task) = frame else { return nil }
            var record = task.record
            if let shown = shownInputs[record.ordinal] { record.input = shown }
            return record
        }.sorted { $0.ordinal < $1.ordinal }
    }
}
