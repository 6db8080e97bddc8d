import Identity
import JSON
import Policies
import Processes
import WorkflowEngine

/// Runs what `run: shell`, `run: script` and `run: container` ask for, where the tenant's policy allows it.
struct ProcessPerformer {
    typealias Handler = @Sendable (Result<JSON, WorkflowError>) -> Void

    let services: OutgoingCalls
    let runner: ProcessRunner

    /// Starts a program.
    ///
    /// - Parameter handler: called with the task's result; where the task does not wait for the program, once it has begun,
    ///   and again at its end if that is an error, which then means nothing any more.
    func perform(
        _ effect: ProcessEffect, for caller: OutgoingCalls.Caller, under policy: TenantPolicy,
        then handler: @escaping Handler
    ) -> (any Cancellable)? {
        do throws(WorkflowError) {
            guard policy.processes.contains(effect.kind) else { throw Self.refusal(of: effect.kind) }
            if case .externalScript(_, let source) = effect.program {
                return fetch(source, for: effect, of: caller, then: handler)
            }
            return start(try effect.request(), of: effect, for: caller, then: handler)
        } catch {
            handler(.failure(error))
            return nil
        }
    }

    private static func refusal(of kind: ProcessKind) -> WorkflowError {
        WorkflowError(
            .authorization,
            detail: """
                The policy of the tenant does not allow `run: \(kind.rawValue)`. An admin allows it: \
                intelligentic tenant policy set --process \(kind.rawValue) (which replaces the policy as a whole).
                """)
    }

    private func start(
        _ request: ProcessRequest, of effect: ProcessEffect, for caller: OutgoingCalls.Caller,
        then handler: @escaping Handler
    ) -> StartedProcess {
        let owner = caller.tenant.description
        guard effect.isAwaited else {
            return runner.start(request, of: owner, begun: { handler(.success(.null)) }) { result in
                if case .failure(let error) = result { handler(.failure(error.workflowError)) }
            }
        }
        return runner.start(request, of: owner) { result in
            handler(result.mapError(\.workflowError).flatMap(effect.outcome))
        }
    }

    /// Fetches a script, then starts it.
    private func fetch(
        _ source: ResourceLocation, for effect: ProcessEffect, of caller: OutgoingCalls.Caller,
        then handler: @escaping Handler
    ) -> any Cancellable {
        let stages = Stages()
        services.fetch(source, for: caller, in: stages) { result in
            do throws(WorkflowError) {
                guard let code = String(validating: try result.get(), as: UTF8.self) else {
                    throw WorkflowError(.communication, detail: "The script is not UTF-8.")
                }
                stages.goOn(
                    start(try effect.request(code: code), of: effect, for: caller, then: handler), isLast: true)
            } catch {
                handler(.failure(error))
            }
        }
        return stages
    }
}
