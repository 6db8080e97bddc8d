import AgentRuntime
import Costs
import Database
import HTTPClient
import Identity
import JSON
import ModelClient
import Runs
import WorkflowEngine

/// Turns what came back from the world into what a journal records.
struct ArrivalReader {
    private let prices: PriceStore
    private let clock: DatabaseClock

    /// A result and what it cost.
    struct Answer {
        let result: Result<JSON, WorkflowError>
        var usage: [UsageRecord] = []
        /// What else is known of it, as ``JournalEntry/about``.
        var about: JSON?
    }

    init(database: Database, clock: DatabaseClock) {
        prices = PriceStore(database: database)
        self.clock = clock
    }

    /// - Parameter seq: of the journal line that will hold the result.
    /// - Throws: `DatabaseError` when prices cannot be read.
    func read(_ arrival: Arrival, ordinal: Int, seq: Int, claim: RunClaim) throws -> Answer {
        switch arrival {
        case .result(let result):
            return Answer(result: result)
        case .http(.success((let request, let response))):
            return Answer(
                result: request.result(
                    status: response.status, headers: response.headers.map { (name: $0.0, value: $0.1) },
                    body: response.body), about: request.told(status: response.status))
        case .http(.failure(let error)):
            return Answer(result: .failure(error))
        case .agent(let call, .success(let answer)):
            let about = call.told
            let usage = try usage(of: answer, call: call, ordinal: ordinal, seq: seq, claim: claim)
            do {
                return Answer(result: .success(try call.turn.output(from: answer)), usage: [usage], about: about)
            } catch {
                return Answer(
                    result: .failure(WorkflowError(.runtime, detail: "\(error)")), usage: [usage], about: about)
            }
        case .agent(let call, .failure(let error)):
            return Answer(result: .failure(error.workflowError), about: call.told)
        }
    }

    private func usage(
        of answer: ChatAnswer, call: AgentCallUnderWay, ordinal: Int, seq: Int, claim: RunClaim
    ) throws -> UsageRecord {
        let now = clock.now
        let price = try prices.price(of: call.model.model, at: now)
        return UsageRecord(
            run: claim.run, seq: seq, tenant: claim.tenant, taskOrdinal: ordinal, model: call.model.model,
            inputTokens: answer.usage.input, outputTokens: answer.usage.output, price: price, at: now)
    }
}
