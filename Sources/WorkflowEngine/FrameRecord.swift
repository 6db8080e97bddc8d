import Identity
import JSON
import WorkflowDSL

/// A frame as a snapshot keeps it: tasks and lists of the definition by their places. Values that may be null stand in
/// arrays of one or none, as null would say that there is none.
enum FrameRecord: Codable {
    case list(first: String, next: Int)
    case task(at: String, record: TaskRecord, input: JSON, deadline: Int?, authorization: JSON?)
    case loop(at: String, items: [JSON], next: Int)
    case fork(isCompeting: Bool, strands: [Int?], outputs: [[JSON]])
    case attempt(Attempt)
    case retryDelay(Attempt)
    case handler(at: String, input: JSON, error: WorkflowError)
    case listen(Listen)
    case extended(Extended)

    struct Attempt: Codable {
        let at: String
        let input: JSON
        let firstStartedAt: Timestamp
        let attempt: Int
        let deadline: Int?
    }

    struct Listen: Codable {
        let at: String
        let ordinal: Int
        let input: JSON
        let progress: EventProgress
        let endProgress: EventProgress
        let consumed: [JSON]
        let queue: [JSON]
        let outputs: [JSON]
        let item: [JSON]
        let isComplete: Bool
    }

    struct Extended: Codable {
        let at: String
        let rawInput: JSON
        let lists: [String]
        let after: [String]
        let phase: ExtendedFrame.Phase
        let isBypassed: Bool
        let output: JSON
        let directive: FlowDirective
        let task: JSON
    }

    init(_ frame: Frame) {
        switch frame {
        case .list(let frame): self = .list(first: frame.tasks.place, next: frame.next)
        case .task(let frame):
            self = .task(
                at: frame.named.place, record: frame.record, input: frame.input, deadline: frame.deadline,
                authorization: frame.authorization)
        case .loop(let frame): self = .loop(at: frame.named.place, items: frame.items, next: frame.next)
        case .fork(let frame):
            self = .fork(
                isCompeting: frame.isCompeting, strands: frame.strands,
                outputs: frame.outputs.map { $0.map { [$0] } ?? [] })
        case .attempt(let frame): self = .attempt(Attempt(frame))
        case .retryDelay(let frame): self = .retryDelay(Attempt(frame))
        case .handler(let frame): self = .handler(at: frame.named.place, input: frame.input, error: frame.error)
        case .listen(let frame): self = .listen(Listen(frame))
        case .extended(let frame): self = .extended(Extended(frame))
        }
    }

    /// - Returns: nil where the workflow has no such place.
    func frame(_ index: TaskIndex) -> Frame? {
        switch self {
        case .list(let first, let next):
            index.lists[first].map { .list(ListFrame(tasks: $0, next: next)) }
        case .task(let place, let record, let input, let deadline, let authorization):
            index.tasks[place].map {
                .task(
                    TaskFrame(
                        named: $0, record: record, input: input, deadline: deadline, authorization: authorization))
            }
        case .loop(let place, let items, let next):
            index.tasks[place].map { .loop(LoopFrame(named: $0, items: items, next: next)) }
        case .fork(let isCompeting, let strands, let outputs):
            .fork(ForkFrame(isCompeting: isCompeting, strands: strands, outputs: outputs.map(\.first)))
        case .attempt(let record): record.frame(index).map { .attempt($0) }
        case .retryDelay(let record): record.frame(index).map { .retryDelay($0) }
        case .handler(let place, let input, let error):
            index.tasks[place].map { .handler(HandlerFrame(named: $0, input: input, error: error)) }
        case .listen(let record): record.frame(index).map { .listen($0) }
        case .extended(let record): record.frame(index).map { .extended($0) }
        }
    }
}

extension FrameRecord.Attempt {
    fileprivate init(_ frame: AttemptFrame) {
        self.init(
            at: frame.named.place, input: frame.input, firstStartedAt: frame.firstStartedAt, attempt: frame.attempt,
            deadline: frame.deadline)
    }

    fileprivate func frame(_ index: TaskIndex) -> AttemptFrame? {
        index.tasks[at].map {
            AttemptFrame(
                named: $0, input: input, firstStartedAt: firstStartedAt, attempt: attempt, deadline: deadline)
        }
    }
}

extension FrameRecord.Listen {
    fileprivate init(_ frame: ListenFrame) {
        self.init(
            at: frame.named.place, ordinal: frame.ordinal, input: frame.input, progress: frame.progress,
            endProgress: frame.endProgress, consumed: frame.consumed, queue: frame.queue, outputs: frame.outputs,
            item: frame.item.map { [$0] } ?? [], isComplete: frame.isComplete)
    }

    fileprivate func frame(_ index: TaskIndex) -> ListenFrame? {
        index.tasks[at].map {
            ListenFrame(
                named: $0, ordinal: ordinal, input: input, progress: progress, endProgress: endProgress,
                consumed: consumed, queue: queue, outputs: outputs, item: item.first, isComplete: isComplete)
        }
    }
}

extension FrameRecord.Extended {
    fileprivate init(_ frame: ExtendedFrame) {
        self.init(
            at: frame.named.place, rawInput: frame.rawInput, lists: frame.lists.map(\.place),
            after: frame.after.map(\.place), phase: frame.phase, isBypassed: frame.isBypassed, output: frame.output,
            directive: frame.directive, task: frame.task)
    }

    fileprivate func frame(_ index: TaskIndex) -> ExtendedFrame? {
        index.tasks[at].map {
            ExtendedFrame(
                named: $0, rawInput: rawInput, lists: lists.compactMap { index.lists[$0] },
                after: after.compactMap { index.lists[$0] }, phase: phase, isBypassed: isBypassed, output: output,
                directive: directive, task: task)
        }
    }
}

extension NamedTask {
    fileprivate var place: String { pointer.description }
}

extension [NamedTask] {
    fileprivate var place: String { first?.pointer.description ?? "" }
}
