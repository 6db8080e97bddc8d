internal import Concealment
internal import Identity
internal import JSON
internal import Runs

/// Runs as answers show them: to nobody what their workflows mark secret.
struct ShownRuns {
    let marked: MarkedFieldsCache

    /// - Throws: `DatabaseError`.
    func json(_ run: Run, to caller: Caller) throws -> JSON {
        var json = run.json(to: caller)
        if caller.seesPayloads(of: run.workflow) {
            json["input"] = try marked.fields(of: run.workflowVersion, in: caller.tenant).shown(run.input)
        }
        return json
    }
}
