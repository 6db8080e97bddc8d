internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs
internal import Tenants
internal import Workflows

/// `POST /api/v1/workflows/{namespace}/{name}/runs?wait=SECONDS` starts a run: `{input, version?}`; without `version` of the
/// latest one. With `wait` (at most 60) the answer comes when the run has ended, or when the time is over; where too many
/// wait already, at once.
///
/// - 200: the run, which has ended meanwhile, with its `Location`.
/// - 202: the run, which has not, with its `Location`.
/// - 400 `invalid_parameter`: a `wait` that is no number of seconds or too long; nothing was started.
/// - 404 `workflow_not_found`: no such workflow or version in the caller's tenant.
/// - 409 `storage_quota_exceeded`: the tenant keeps as many bytes as it may.
/// - 429 `too_many_runs`: too many runs of the tenant have not ended. `quota_exceeded`: as many have begun today as may.
struct StartRun: WaitingEndpoint {
    /// The most bytes of a request: an input of 1 MB, escaped.
    static let bodyLimit = 2 * 1_048_576

    static let route = Route.post(
        "/api/v1/workflows/{namespace}/{name}/runs", requires: Permission(.create, .runs),
        body: .json(limit: bodyLimit),
        query: [.wait])

    static let operation = Operation(
        "Start a run", tag: "Runs",
        "Starts a version of a workflow, the latest one unless the body names another. It runs by itself; see `showRun`.",
        path: [.namespace, .workflowName],
        body: [
            .json(
                .object(
                    [
                        "input": .any.described("What the first task gets; without it an empty object."),
                        "version": Schema.workflowVersion.orNull,
                    ], optional: ["input", "version"], isClosed: true),
                examples: [
                    .example("greeting", "The latest version", ["input": ["name": "Ada"]]),
                    .example("version", "One version", ["input": ["name": "Ada"], "version": "1.0.0"]),
                ])
        ],
        answers: [
            Answer(
                202, "The run, pending; with `wait`: it has not ended by then.", Run.schema, headers: ["Location"],
                example: Run.example,
                links: [
                    Answer.Link(to: "showRun", ["id": "$response.body#/id"]),
                    Answer.Link(to: "listTasks", ["id": "$response.body#/id"]),
                    Answer.Link(to: "suspendRun", ["id": "$response.body#/id"]),
                    Answer.Link(to: "resumeRun", ["id": "$response.body#/id"]),
                    Answer.Link(to: "cancelRun", ["id": "$response.body#/id"]),
                ]),
            Answer(
                200, "With `wait`: the run, which has ended.", Run.schema, headers: ["Location"], example: Run.example),
        ], problems: [.workflowNotFound, .storageQuotaExceeded, .tooManyRuns, .quotaExceeded])

    struct Body: Decodable {
        /// What the first task gets; without one an empty object.
        let input: JSON
        let version: String?

        enum CodingKeys: String, CodingKey {
            case input, version
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            // Null is an input like any other.
            input = members.contains(.input) ? try members.decode(JSON.self, forKey: .input) : [:]
            version = try members.decodeIfPresent(String.self, forKey: .version)
        }
    }

    let workflows: WorkflowStore
    let runs: RunStore
    let shownRuns: ShownRuns
    let storage: StorageQuota
    let hints: RunHints

    func repeated(_ response: Response, to request: Request) throws -> Response {
        try response.hidingPayloads(from: request.caller)
    }

    func handle(_ request: Request) throws -> Response {
        let seconds = try request.waitSeconds()
        let body = try request.json(Body.self)
        let caller = request.caller
        let wanted = try body.version.map { text in
            guard let version = SemanticVersion(text) else { throw Problem.workflowNotFound }
            return version
        }
        guard let version = try workflows.find(request.workflowName(), version: wanted, in: caller.tenant) else {
            throw Problem.workflowNotFound
        }
        let run: Run
        do {
            try storage.check(caller.tenant)
            run = try runs.start(version, input: body.input, by: caller.user, in: caller.tenant) { run in
                try request.record(.startRun, AuditTarget(.run, "\(run.id)"), after: run.audited)
            }
        } catch let error as StorageQuotaExceeded {
            throw Problem.storageQuotaExceeded(error)
        } catch is TooManyRuns {
            throw Problem.tooManyRuns
        } catch let error as RunQuotaExceeded {
            throw Problem.quotaExceeded(error)
        }
        // Without Redis a worker finds the run a little later.
        request.afterCommit { try? hints.publish(run.id, on: .ready) }
        return .json(
            try shownRuns.json(run, to: caller), status: 202,
            headers: [("Location", run.location)]
        ).waiting(for: run, of: caller.tenant, seconds: seconds)
    }

    func wait(_ request: Request, repeating response: Response) throws -> Wait? {
        let seconds = try request.waitSeconds()
        let location = response.headers.first { $0.0 == "Location" }?.1
        guard seconds > 0, let name = location?.split(separator: "/").last else { return nil }
        return Wait(for: WaitTopic(tenant: request.caller.tenant, name: String(name)), seconds: seconds)
    }

    func look(_ request: Request, for topic: WaitTopic) throws -> Response {
        let tenant = topic.tenant
        guard let id = RunID(topic.name), let run = try runs.find(id, in: tenant) else { throw Problem.runNotFound }
        return .json(
            try shownRuns.json(run, to: request.caller), status: run.status.isFinished ? 200 : 202,
            headers: [("Location", run.location)]
        ).waiting(for: run, of: tenant, seconds: Wait.secondsLimit)
    }
}
