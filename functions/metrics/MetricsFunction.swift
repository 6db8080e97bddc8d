internal import Audit
internal import FunctionKit
internal import Metrics
internal import Runs

/// What the programs of this host count, and how much work waits, for Prometheus.
@main
struct MetricsFunction: Function {
    static let name = "metrics"

    static let endpointTypes: [any Endpoint.Type] = [ShowMetrics.self]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        // Each program counts in a file of its own; they stand side by side.
        let file = try resources.environment.required(Metrics.fileVariable)
        let directory = file.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
        return [
            ShowMetrics(
                directory: directory, load: RunLoadStore(database: resources.database),
                audit: AuditBacklogStore(database: resources.database))
        ]
    }
}
