package import Identity
package import JSON
package import Runs
import Workflows

/// Makes the events that a run tells of itself (specification, "Lifecycle Events").
///
/// The id of an event is made of the run, the task's ordinal and what happened, so that what is told again is the same
/// event and is stored once.
package struct LifecycleEventSource: Sendable {
    /// The most bytes of an event's data: the rest of an event is small.
    static let dataLimit = 1_000_000

    private let run: RunID
    private let namespace: String
    private let name: String

    package init(run: RunID, namespace: String, name: String) {
        self.run = run
        self.namespace = namespace
        self.name = name
    }

    package init(_ run: Run) {
        self.init(run: run.id, namespace: run.workflow.namespace, name: run.workflow.name)
    }

    /// - Parameters:
    ///   - verb: such as `started`.
    ///   - mark: tells one from others of the same kind.
    package func workflow(
        _ verb: String, at time: Timestamp, _ more: JSONObject = [:], mark: String = ""
    ) -> JSON {
        var data: JSONObject = ["name": instance]
        data["\(verb.split(separator: "-").last ?? "")At"] = .string(time.description)
        data.merge(more) { $1 }
        return event("workflow.\(verb)", id: "\(run)-\(verb)\(mark)", at: time, data)
    }

    /// - Parameter reference: where the task stands in the document.
    package func task(
        _ verb: String, ordinal: Int, reference: String, at time: Timestamp, _ more: JSONObject = [:], mark: String = ""
    ) -> JSON {
        var data: JSONObject = ["workflow": instance, "task": .string(reference)]
        data["\(verb)At"] = .string(time.description)
        data.merge(more) { $1 }
        return event("task.\(verb)", id: "\(run)-\(ordinal)-\(verb)\(mark)", at: time, data)
    }

    private func event(_ type: String, id: String, at time: Timestamp, _ data: JSONObject) -> JSON {
        var data = data
        // The run shows what is too large for an event.
        for name in ["output", "error"] where JSON.object(data).text.utf8.count > Self.dataLimit { data[name] = nil }
        return [
            "specversion": "1.0", "id": .string(id), "source": .string("/workflows/\(namespace)/\(name)"),
            "type": .string("io.serverlessworkflow.\(type).v1"), "subject": .string(run.description),
            "time": .string(time.description), "datacontenttype": "application/json", "data": .object(data),
        ]
    }

    /// The qualified name of the instance (specification, "Workflow Started Event").
    private var instance: JSON { .string("\(name)-\(run).\(namespace)") }
}
