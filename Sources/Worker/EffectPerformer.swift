import AgentRuntime
import Agents
import Database
import Identity
import JSON
import ModelClient
import Policies
import Runs
import Supervision
import WorkflowEngine
import Workflows

/// Starts effects. Their answers come back as messages of the run.
struct EffectPerformer {
    private let services: OutgoingCalls
    private let modelClient: ModelClient
    private let models: ModelCatalog
    private let agents: AgentStore
    private let workflows: WorkflowStore
    private let metrics: WorkerMetrics
    private let policies: PolicyCache
    private let processes: ProcessPerformer

    init(_ parts: WorkerParts, database: Database) {
        services = parts.services
        modelClient = parts.modelClient
        models = parts.configuration.models
        agents = AgentStore(database: database)
        workflows = WorkflowStore(database: database)
        metrics = parts.metrics
        processes = ProcessPerformer(services: parts.services, runner: parts.processes)
        policies = PolicyCache(database: database, installation: parts.configuration.policy)
    }

    /// - Returns: what can be given up; nil where the answer is there already.
    /// - Throws: a temporary `DatabaseError`: nothing was started, try again later.
    func perform(_ effect: Effect, for run: ActiveRun) throws(DatabaseError) -> (any Cancellable)? {
        // The same after a crash, another for a retry: a receiver that keeps keys sees each effect once.
        let key = "\(run.claim.run)-\(effect.ordinal)"
        let ordinal = effect.ordinal
        switch effect.kind {
        case .http(let request):
            let caller = try caller(key, of: run)
            let ended = metrics.http.begin()
            return services.send(request, for: caller) { result in
                ended(result.isSuccess)
                run.put(.arrived(ordinal: ordinal, .http(result.map { (request, $0) })))
            }
        case .openAPI(let call):
            let caller = try caller(key, of: run)
            let ended = metrics.http.begin()
            return services.call(call, for: caller) { result in
                ended(result.isSuccess)
                run.put(.arrived(ordinal: ordinal, .http(result)))
            }
        case .agent(let call):
            return try ask(call, ordinal: ordinal, key: key, for: run)
        case .process(let process):
            let policy = try policies.policy(of: run.claim.tenant)
            return processes.perform(process, for: try caller(key, of: run), under: policy) { result in
                run.put(.arrived(ordinal: ordinal, .result(result)))
            }
        case .timer, .listen, .emit, .subworkflow:
            return nil
        }
    }

    /// What the runs of a tenant tell of themselves.
    ///
    /// - Throws: a temporary `DatabaseError`.
    func lifecycleEvents(of tenant: TenantID) throws(DatabaseError) -> LifecycleEvents {
        try policies.policy(of: tenant).lifecycleEvents
    }

    private func caller(_ key: String, of run: ActiveRun) throws(DatabaseError) -> OutgoingCalls.Caller {
        OutgoingCalls.Caller(
            tenant: run.claim.tenant, idempotencyKey: key, rule: try policies.outboundRule(of: run.claim.tenant))
    }

    /// The run that a `run: workflow` task starts.
    ///
    /// - Throws: `WorkflowError` where there is no such workflow.
    func child(
        _ effect: SubworkflowEffect, at ordinal: Int, of run: ActiveRun
    ) throws(DatabaseError) -> Result<ChildRun, WorkflowError> {
        let name = WorkflowName(namespace: effect.namespace, name: effect.name)
        let missing = WorkflowError(
            .configuration,
            detail: "There is no workflow \(effect.namespace)/\(effect.name)\(effect.version.map { " \($0)" } ?? "").")
        let wanted = effect.version.map { SemanticVersion($0) }
        if let wanted, wanted == nil { return .failure(missing) }
        do {
            guard let version = try workflows.find(name, version: wanted ?? nil, in: run.claim.tenant) else {
                return .failure(missing)
            }
            return .success(
                ChildRun(
                    workflowVersion: version.id, input: effect.input, ordinal: ordinal,
                    isAwaited: effect.isAwaited))
        } catch let error as DatabaseError where error.isTemporary {
            throw error
        } catch {
            return .failure(Self.unreadable("The workflow", error, run))
        }
    }

    private func ask(
        _ call: AgentEffect, ordinal: Int, key: String, for run: ActiveRun
    ) throws(DatabaseError) -> (any Cancellable)? {
        let failure: WorkflowError
        do {
            let underWay = try AgentCallUnderWay(call, tenant: run.claim.tenant, agents: agents, models: models)
            let ended = metrics.agent.begin()
            return modelClient.complete(underWay.request, idempotencyKey: key) { result in
                ended(result.isSuccess)
                run.put(.arrived(ordinal: ordinal, .agent(underWay, result)))
            }
        } catch let error as WorkflowError {
            failure = error
        } catch let error as DatabaseError where error.isTemporary {
            throw error
        } catch {
            failure = Self.unreadable("The agent", error, run)
        }
        run.put(.arrived(ordinal: ordinal, .result(.failure(failure))))
        return nil
    }

    /// The reason speaks of statements and tables: it is the operator's.
    static func unreadable(_ what: String, _ error: any Error, _ run: ActiveRun) -> WorkflowError {
        DaemonLog.worker.note(
            .error, "what an effect needs cannot be read",
            ["run": .string(run.claim.run.description), "reason": .string("\(error)")])
        return WorkflowError(.runtime, detail: "\(what) cannot be read; the worker's log has the reason.")
    }
}
