import JSON
import WorkflowDSL

/// A `listen` that takes events, one after the other.
struct ListenFrame: Sendable {
    let named: NamedTask
    let ordinal: Int
    /// The task's input, on which what filters expect is evaluated.
    let input: JSON
    var progress = EventProgress()
    /// Of the events that end the listening.
    var endProgress = EventProgress()
    /// What has been consumed, as it is read.
    var consumed: [JSON] = []
    /// Those of it that wait for their turn in `foreach`.
    var queue: [JSON] = []
    /// What has become of the others.
    var outputs: [JSON] = []
    /// What `foreach` works on.
    var item: JSON?
    /// No more events are taken.
    var isComplete = false

    var listener: EventListener? {
        if case .listen(let listener) = named.task.kind { listener } else { nil }
    }

    var variables: JSONObject {
        guard let item, let foreach = listener?.foreach else { return [:] }
        return [foreach.item: item, foreach.at: JSON(outputs.count)]
    }
}

/// How far a strategy of a `listen` has come.
struct EventProgress: Sendable, Codable {
    /// The filters that have let an event through.
    var satisfied: Set<Int> = []
    /// The values that events must have from now on, by the name of their correlation.
    var correlations: JSONObject = [:]
}
