internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs
internal import Workflows

/// Which runs are meant, as requests say it.
struct RunFilterBody: Decodable {
    /// The most bytes of a request with a filter.
    static let limit = 4_096

    let workflow: String?
    let version: String?
    let statuses: [String]?
    let createdAfter: String?
    let createdBefore: String?

    static let schema = Schema.object(
        [
            "workflow": Schema.workflowPath.orNull,
            "version": Schema.workflowVersion.described("Of the workflow, which must be named too.").orNull,
            "statuses": Schema.array(of: .choice(statusNames), "Without them those of any status.").orNull,
            "createdAfter": Schema.time().orNull,
            "createdBefore": Schema.time().orNull,
        ], optional: ["workflow", "version", "statuses", "createdAfter", "createdBefore"], isClosed: true
    ).described("Runs that fit everything that is named; at least one member is.").named("RunFilter")

    /// Those of runs that have not ended.
    private static let statusNames = RunStatus.allCases.filter { !$0.isFinished }.map(\.rawValue)

    /// - Throws: a ``Problem`` 422 `invalid_body` that names all that is wrong.
    func checked() throws(Problem) -> RunFilter {
        var errors: [ProblemDetail] = []
        func note(_ message: String, _ tokens: String...) {
            errors.append(ProblemDetail(pointer: JSONPointer(tokens: tokens), message: message))
        }
        var filter = RunFilter()
        if let workflow {
            filter.workflow = WorkflowName(workflow).flatMap { $0.isWellFormed ? $0 : nil }
            if filter.workflow == nil { note("expected a namespace and a name, such as shop/refund", "workflow") }
        }
        if let version {
            filter.version = SemanticVersion(version)
            if filter.version == nil { note("expected a semantic version, such as 1.0.0", "version") }
            if workflow == nil { note("expected the workflow too, whose version it is", "version") }
        }
        if let statuses {
            if statuses.isEmpty { note("expected at least one status", "statuses") }
            for (index, name) in statuses.enumerated() where !Self.statusNames.contains(name) {
                note("expected one of \(Self.statusNames.joined(separator: ", "))", "statuses", "\(index)")
            }
            filter.statuses = Set(statuses.compactMap(RunStatus.init))
        }
        func time(_ text: String?, _ name: String) -> Timestamp? {
            guard let text else { return nil }
            guard let time = Timestamp(text), Self.times.contains(time) else {
                note("expected a time of RFC 3339, such as 2026-11-24T02:07:52Z", name)
                return nil
            }
            return time
        }
        filter.createdAfter = time(createdAfter, "createdAfter")
        filter.createdBefore = time(createdBefore, "createdBefore")
        if errors.isEmpty, filter == RunFilter() {
            note("expected at least one of workflow, statuses, createdAfter and createdBefore")
        }
        guard errors.isEmpty else { throw .invalidBody(errors) }
        return filter
    }

    /// Those that the database holds, in whatever zone they are written.
    private static let times = Timestamp(microseconds: 0)...Timestamp(microseconds: 253_402_214_400_000_000)
}
