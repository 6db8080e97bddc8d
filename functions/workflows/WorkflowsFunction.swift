internal import Concealment
internal import Costs
internal import Events
internal import FunctionKit
internal import JQ
internal import Metrics
internal import Policies
internal import Runs
internal import Tenants
internal import Workflows

/// Workflows and their runs.
@main
struct WorkflowsFunction: Function {
    static let name = "workflows"

    static let endpointTypes: [any Endpoint.Type] = [
        DeployWorkflow.self, ListWorkflows.self, ShowWorkflow.self, StartRun.self, ListRuns.self, ShowRun.self,
        ListTasks.self, SuspendRun.self, ResumeRun.self, CancelRun.self, CancelRuns.self, ShowTenantUsage.self,
    ]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let workflows = WorkflowStore(database: resources.database)
        let standard = try resources.environment.count("RUNS_PER_DAY", in: RunQuota.range)
        let runs = RunStore(database: resources.database, quota: RunQuota(standard: standard))
        let shown = ShownRuns(marked: MarkedFieldsCache(workflows))
        let storage = StorageQuota(
            resources.database, standard: try resources.environment.count(StorageQuota.variable, in: StorageQuota.range)
        )
        let usage = UsageStore(database: resources.database)
        let hints = RunHints(resources.redis)
        let policies = PolicyStore(
            database: resources.database,
            installation: try InstallationPolicy(environment: resources.environment.variables))
        let cancelled = resources.metrics.counter(.runsEnded, RunStatus.cancelled.rawValue)
        let notices = SuspensionNotices(
            policies: policies, runs: runs, events: EventStore(database: resources.database),
            hints: EventHints(resources.redis))
        let jq = JQ(
            evaluator: try resources.environment.required("JQ_EVALUATOR"),
            limits: JQLimits(compileTime: DeployWorkflow.compileLimit))
        return [
            DeployWorkflow(
                workflows: workflows, jq: jq, policies: policies, storage: storage,
                defaultCatalog: resources.environment["DEFAULT_CATALOG"].flatMap { $0.isEmpty ? nil : $0 }),
            ListWorkflows(workflows: workflows),
            ShowWorkflow(workflows),
            StartRun(
                workflows: workflows, runs: runs, shownRuns: shown, storage: storage, hints: hints),
            ListRuns(runs: runs),
            ShowRun(runs: runs, shownRuns: shown),
            ListTasks(runs: runs, usage: usage),
            SuspendRun(runs: runs, shownRuns: shown, hints: hints, notices: notices),
            ResumeRun(runs: runs, shownRuns: shown, hints: hints, notices: notices),
            CancelRun(
                runs: runs, shownRuns: shown, hints: hints, policies: policies, cancelled: cancelled),
            CancelRuns(runs: runs, hints: hints, policies: policies, cancelled: cancelled),
            ShowTenantUsage(runs: runs),
        ]
    }

    static func waits(_ resources: Resources) -> WaitSource? {
        RunEnds.source(RunStore(database: resources.database))
    }
}
