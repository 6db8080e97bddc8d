internal import Audit
internal import FunctionKit
internal import JSON
internal import Metrics
internal import Runs

/// `GET /metrics`: what is measured, as Prometheus's text format has it. `docs/observability.md` lists it.
///
/// - 200: the counts of all programs of this host, and how much work there is. Without the database: the counts, and
///   `intelligentic_database_up 0`.
struct ShowMetrics: Endpoint {
    static let route = Route.get("/metrics", access: .open)

    static let operation = Operation(
        "Show metrics", tag: "Operation",
        "What is measured, in the text format of Prometheus. nginx answers programs of its own host only.",
        answers: [
            Answer(
                200, "Counts, and how much work there is.", .string(), headers: ["Cache-Control"],
                example: "intelligentic_database_up 1\n", mediaType: "text/plain")
        ], problems: [Problem(403, "not_public", "The request comes from another host.")])

    /// Where the programs count.
    let directory: String
    let load: RunLoadStore
    let audit: AuditBacklogStore

    func handle(_ request: Request) throws -> Response {
        var report = MetricReport(directory: directory)
        do {
            report.add(try load.load())
            report.set(.auditWaiting, to: try audit.count())
            report.set(.databaseUp, to: 1)
        } catch {
            report.set(.databaseUp, to: 0)
        }
        return Response(
            status: 200, headers: [("Content-Type", MetricReport.contentType), ("Cache-Control", "no-store")],
            body: Array(report.text.utf8))
    }
}

extension MetricReport {
    fileprivate mutating func add(_ load: RunLoad) {
        for (status, count) in load.unfinished { set(.runsUnfinished, status.rawValue, to: count) }
        set(.queueDepth, to: load.ready)
        set(.queueOldestAge, to: Int(load.oldestPending / .microseconds(1)))
        set(.workers, to: load.workers)
        set(.leaseAge, to: Int(load.oldestLease / .microseconds(1)))
    }
}
