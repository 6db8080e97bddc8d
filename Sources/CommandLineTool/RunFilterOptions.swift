import ArgumentParser
import JSON

/// Which runs are meant: those that fit everything that is named.
struct RunFilterOptions: ParsableArguments {
    @Option(help: "Runs of this workflow: NAMESPACE/NAME.")
    var workflow: String?

    @Option(help: "Runs of this version of the workflow.")
    var version: String?

    @Option(help: "Runs with this status: pending, running, waiting or suspended. Again for more.")
    var status: [String] = []

    @Option(help: "Runs that were started before this time, such as 2026-11-24T00:00:00Z.")
    var createdBefore: String?

    @Option(help: "Runs that were started after this time.")
    var createdAfter: String?

    var isEmpty: Bool { members.isEmpty }

    /// As the API takes it.
    var json: JSON {
        .object(JSONObject(members, uniquingKeysWith: { _, last in last }))
    }

    /// As people read it.
    var text: String {
        members.map { name, value in "\(name) \(value.string ?? status.joined(separator: ", "))" }
            .joined(separator: ", ")
    }

    private var members: [(String, JSON)] {
        let texts = [
            ("workflow", workflow), ("version", version), ("createdBefore", createdBefore),
            ("createdAfter", createdAfter),
        ]
        let named = texts.compactMap { name, text in text.map { (name, JSON.string($0)) } }
        return named + (status.isEmpty ? [] : [("statuses", .array(status.map { .string($0) }))])
    }
}
