import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// The CloudEvent of an `emit` task, in JSON (CloudEvents 1.0, JSON format). What the document does not say follows
    /// from the run, so that a replay makes the same event.
    func event(
        of emission: EventEmission, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON {
        let stated = emission.event.stated
        let values = try evaluate(
            .array(stated.map(\.value)), task: task, using: evaluator)
        var event: JSONObject = [
            "id": .string("\(run.id)-\(task.record.ordinal)"), "specversion": "1.0",
            "time": .string(clock.description),
            "source": .string("/workflows/\(workflow.document.namespace)/\(workflow.document.name)"),
        ]
        for (attribute, value) in zip(stated, values.array ?? []) {
            if value.isNull, attribute.name != "data" { continue }
            guard attribute.name == "data" || value.isScalar else {
                throw WorkflowError(
                    .configuration, detail: "The attribute `\(attribute.name)` of an event must be a scalar value.")
            }
            event[attribute.name] = attribute.isText ? .string(value.string ?? value.text) : value
        }
        guard event["type"]?.string?.isEmpty == false, event["source"]?.string?.isEmpty == false else {
            throw WorkflowError(.configuration, detail: "An event needs a `type` and a `source`.")
        }
        return .object(event)
    }
}

extension EventProperties {
    /// The attributes that a document states, by their names in CloudEvents.
    var stated: [(name: String, value: Template, isText: Bool)] {
        let known: [(String, Template?, Bool)] = [
            ("id", id, true), ("source", source, true), ("type", type, true), ("time", time, true),
            ("subject", subject, true), ("datacontenttype", dataContentType, true),
            ("dataschema", dataSchema, true), ("data", data, false),
        ]
        return known.compactMap { name, value, isText in value.map { (name, $0, isText) } }
            + extensions.map { ($0.name, $0.value, false) }
    }
}

extension JSON {
    fileprivate var isScalar: Bool { array == nil && object == nil }
}
