import AgentRuntime
import Agents
import Database
import HTTPClient
import Identity
import JSON
import ModelClient
import Runs
import Threads
import WorkflowEngine

/// Starts effects. Their answers come back through the work queue.
struct EffectPerformer {
    private let work: WaitQueue<Work>
    private let http: HTTPClient
    private let modelClient: ModelClient
    private let models: ModelCatalog
    private let agents: AgentStore
    private let metrics: WorkerMetrics

    init(_ parts: WorkerParts, database: Database) {
        work = parts.work
        http = parts.http
        modelClient = parts.modelClient
        models = parts.configuration.models
        agents = AgentStore(database: database)
        metrics = parts.metrics
    }

    /// - Throws: a temporary `DatabaseError`: nothing was started, try again later.
    func perform(_ effect: Effect, for run: ActiveRun) throws(DatabaseError) {
        // The same after a crash, another for a retry: a receiver that keeps keys sees each effect once.
        let key = "\(run.claim.run)-\(effect.ordinal)"
        switch effect.kind {
        case .timer:
            work.put(.arrived(run, .timer))
        case .http(let request):
            let ended = metrics.http.begin()
            let transfer = http.send(request.request(idempotencyKey: key)) { [work] result in
                ended(result.isSuccess)
                work.put(.arrived(run, .http(request, result)))
            }
            run.holds(transfer)
        case .agent(let call):
            try ask(call, key: key, for: run)
        }
    }

    private func ask(_ call: AgentEffect, key: String, for run: ActiveRun) throws(DatabaseError) {
        do {
            let underWay = try AgentCallUnderWay(call, tenant: run.claim.tenant, agents: agents, models: models)
            let ended = metrics.agent.begin()
            let transfer = modelClient.complete(underWay.request, idempotencyKey: key) { [work] result in
                ended(result.isSuccess)
                work.put(.arrived(run, .agent(underWay, result)))
            }
            run.holds(transfer)
        } catch let error as WorkflowError {
            work.put(.arrived(run, .failed(error)))
        } catch let error as DatabaseError where error.isTemporary {
            throw error
        } catch {
            // The reason speaks of statements and tables: it is the operator's.
            WorkerLog.note(
                .error, "an agent cannot be read",
                ["run": .string(run.claim.run.description), "reason": .string("\(error)")])
            let detail = "The agent cannot be read; the worker's log has the reason."
            work.put(.arrived(run, .failed(WorkflowError(.runtime, detail: detail))))
        }
    }
}

extension HTTPEffect {
    /// The longest that a call may take.
    static let timeLimit = Duration.seconds(60)
    /// The largest answer.
    static let answerLimit = 10 << 20

    fileprivate func request(idempotencyKey: String) -> HTTPRequest {
        var headers = headers.map { ($0.name, $0.value) }
        if !headers.contains(where: { $0.0.lowercased() == "idempotency-key" }) {
            headers.append(("Idempotency-Key", idempotencyKey))
        }
        return HTTPRequest(
            method: method, url: url, headers: headers, body: body, timeout: Self.timeLimit,
            maxResponseBytes: Self.answerLimit, followRedirects: followsRedirects)
    }
}
