internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs

/// `POST /api/v1/runs/{id}/suspend` `{deadlineSeconds?}` stops a run, with those that it awaits, until it is resumed. What is
/// under way may go on until the deadline; what comes meanwhile waits.
///
/// - 200: the run, suspended.
/// - 202: the run; its worker suspends it as soon as nothing is under way.
/// - 404 `run_not_found`: no such run in the caller's tenant.
/// - 409 `run_finished`: it has ended already. `too_many_children`: it awaits too many runs.
/// - 422 `invalid_body`: a deadline that is no number of seconds, or too far away.
struct SuspendRun: Endpoint {
    /// The most bytes of a request.
    static let bodyLimit = 1_024

    static let route = Route.post(
        "/api/v1/runs/{id}/suspend", requires: Permission(.execute, .runs), body: .optionalJSON(limit: bodyLimit))

    static let operation = Operation(
        "Suspend a run", tag: "Runs",
        """
        Stops a run, with the runs that it awaits, until it is resumed. Nothing new is begun; what is under way may go on \
        until the deadline, and is given up then. Once resumed, the run begins that again with the same `Idempotency-Key`. \
        Events that come meanwhile wait, and a time that passes is due when the run is resumed.
        """,
        path: [.runID],
        body: [
            .json(
                .object(
                    [
                        "deadlineSeconds": Schema.integer(
                            "How long what is under way may go on.", in: RunStore.suspendSecondsRange
                        ).defaulting(to: JSON(RunStore.suspendSeconds)).orNull
                    ], optional: ["deadlineSeconds"], isClosed: true),
                examples: [
                    .example("usual", "When nothing is under way", [:]),
                    .example("soon", "In ten seconds at the latest", ["deadlineSeconds": 10]),
                ])
        ],
        answers: [
            Answer(200, "The run, suspended.", Run.schema, example: Run.suspendedExample),
            Answer(
                202, "The run; its worker suspends it as soon as nothing is under way.", Run.schema,
                example: Run.example),
        ], problems: [.runNotFound, .runFinished, .tooManyChildren])

    struct Body: Decodable {
        let deadlineSeconds: Int?
    }

    let runs: RunStore
    let shownRuns: ShownRuns
    let hints: RunHints
    let notices: SuspensionNotices

    func repeated(_ response: Response, to request: Request) throws -> Response {
        try response.hidingPayloads(from: request.caller)
    }

    func handle(_ request: Request) throws -> Response {
        let seconds = try Self.seconds(request.jsonIfAny(Body.self))
        let tenant = request.caller.tenant
        let id = try request.runID(in: runs)
        let outcome: RunStore.Suspension
        do {
            let teller = try notices.teller("suspended", for: request)
            outcome = try request.transaction {
                let outcome = try runs.suspend(id, seconds: seconds, in: tenant, telling: teller)
                switch outcome {
                case .suspended(let run), .requested(let run):
                    try request.record(.suspendRun, AuditTarget(.run, "\(id)"), after: run.audited)
                case .alreadyFinished, .noSuchRun: break
                }
                return outcome
            }
        } catch is TooManyChildren {
            throw Problem.tooManyChildren
        }
        switch outcome {
        case .suspended(let run), .requested(let run):
            // Also for the runs that it awaits. Without Redis their workers see it a little later.
            request.afterCommit { try? hints.publish(id, on: .suspend) }
            let status = run.status == .suspended ? 200 : 202
            return .json(
                try shownRuns.json(run, to: request.caller), status: status)
        case .alreadyFinished(let run):
            throw Problem.runFinished.with(detail: "The run has ended already: it is \(run.status.rawValue).")
        case .noSuchRun:
            throw Problem.runNotFound
        }
    }

    private static func seconds(_ body: Body?) throws(Problem) -> Int {
        let seconds = body?.deadlineSeconds ?? RunStore.suspendSeconds
        let range = RunStore.suspendSecondsRange
        guard range.contains(seconds) else {
            throw .invalidBody([
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["deadlineSeconds"]),
                    message: "expected \(range.lowerBound) to \(range.upperBound)")
            ])
        }
        return seconds
    }
}
