internal import FunctionKit
internal import Identity
internal import Runs

/// Requests that wait for the end of a run.
enum RunEnds {
    static func source(_ runs: RunStore) -> WaitSource {
        WaitSource(channel: RunChannel.finished.rawValue) { topics in
            let waited = topics.compactMap { topic in RunID(topic.name).map { (tenant: topic.tenant, run: $0) } }
            return try runs.ended(among: waited).compactMap { run in
                topics.first { $0.name == run.description }
            }
        }
    }
}

extension Response {
    /// The same answer, but not before the run has ended or the time is over.
    func waiting(for run: Run, of tenant: TenantID, seconds: Int) -> Response {
        guard seconds > 0, !run.status.isFinished else { return self }
        var response = self
        response.wait = Wait(for: WaitTopic(tenant: tenant, name: run.id.description), seconds: seconds)
        return response
    }
}
