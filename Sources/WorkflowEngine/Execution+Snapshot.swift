import Identity
package import JSON
package import WorkflowDSL

extension Execution {
    /// The version of a snapshot's form. 2: of a run that has met no fields marked secret. In one of format 1 there may be some
    /// that nobody took a note of.
    package static let snapshotFormat = 2

    /// Whether a snapshot can be gone on from.
    ///
    /// - Parameter mayMark: whether the run's document may mark fields.
    package static func readsSnapshot(format: Int, mayMark: Bool) -> Bool {
        format == snapshotFormat || format == 1 && !mayMark
    }

    /// Where the run stands, so that a replay can begin here instead of at the start. Nil where it has more to do before it
    /// waits, and where it holds secrets or has met fields marked secret.
    package var snapshot: JSON? {
        guard ready.isEmpty, run.secrets.isEmpty, secretValues.isEmpty, !hasTooManySecrets, shownInputs.isEmpty else {
            return nil
        }
        let record = SnapshotRecord(
            context: context, clock: clock, nextOrdinal: nextOrdinal, nextStrand: nextStrand, deadline: deadline,
            strands: strands.values.sorted { $0.id < $1.id }.map(StrandRecord.init),
            outstanding: outstanding.values.map { $0 })
        return try? JSON(encoding: record)
    }

    /// Goes on from a snapshot of the same run.
    ///
    /// - Returns: nil where it is none, or does not fit the workflow.
    package init?(of workflow: Workflow, run: RunDescription, snapshot: JSON) {
        guard let record = try? snapshot.decode(SnapshotRecord.self) else { return nil }
        self.init(of: workflow, run: run)
        let index = TaskIndex(workflow)
        (context, clock, deadline) = (record.context, record.clock, record.deadline)
        (nextOrdinal, nextStrand) = (record.nextOrdinal, record.nextStrand)
        for strand in record.strands {
            let frames = strand.stack.compactMap { $0.frame(index) }
            guard frames.count == strand.stack.count else { return nil }
            strands[strand.id] = Strand(id: strand.id, parent: strand.parent, scope: strand.scope, stack: frames)
        }
        for waiting in record.outstanding { outstanding[waiting.effect.ordinal] = waiting }
    }
}

/// A run as a snapshot keeps it.
private struct SnapshotRecord: Codable {
    let context: JSON
    let clock: Timestamp
    let nextOrdinal: Int
    let nextStrand: Int
    let deadline: Int?
    let strands: [StrandRecord]
    let outstanding: [Outstanding]
}

private struct StrandRecord: Codable {
    let id: Int
    let parent: Int?
    let scope: Strand.Scope
    let stack: [FrameRecord]

    init(_ strand: Strand) {
        (id, parent, scope) = (strand.id, strand.parent, strand.scope)
        stack = strand.stack.map(FrameRecord.init)
    }
}

extension FlowDirective: Codable {
    package init(from decoder: any Decoder) throws {
        var words = try decoder.unkeyedContainer()
        let word = try words.decode(String.self)
        switch word {
        case "exit": self = .exit
        case "end": self = .end
        case "task": self = .task(try words.decode(String.self))
        default: self = .continue
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var words = encoder.unkeyedContainer()
        switch self {
        case .continue: try words.encode("continue")
        case .exit: try words.encode("exit")
        case .end: try words.encode("end")
        case .task(let name):
            try words.encode("task")
            try words.encode(name)
        }
    }
}
