internal import FunctionKit
internal import Identity
internal import Runs
internal import Workflows

extension Request {
    /// What the path calls a workflow.
    ///
    /// - Throws: a ``Problem`` 404 `workflow_not_found`: a text that no workflow can have as its name names none.
    func workflowName() throws(Problem) -> WorkflowName {
        let name = WorkflowName(namespace: path("namespace"), name: path("name"))
        guard name.isWellFormed else { throw .workflowNotFound }
        return name
    }

    /// The version that the query asks for; nil: the latest.
    ///
    /// - Throws: a ``Problem`` 404 `workflow_not_found`: a text that is no version names none.
    func version() throws(Problem) -> SemanticVersion? {
        guard let text = query("version") else { return nil }
        guard let version = SemanticVersion(text) else { throw .workflowNotFound }
        return version
    }

    /// The run that the path names, where the caller may do there what the route requires.
    ///
    /// - Throws: a ``Problem`` 404 `run_not_found`: there is none, or not for this caller. `DatabaseError`.
    func runID(in runs: RunStore) throws -> RunID {
        let id = try runID()
        // What is changed is looked for in the whole tenant; a run stays in its namespace.
        if scope != .all, try runs.summary(of: id, within: scope, in: caller.tenant) == nil {
            throw Problem.runNotFound
        }
        return id
    }

    /// The run that the path names.
    ///
    /// - Throws: a ``Problem`` 404 `run_not_found`: a text that is no id names none.
    func runID() throws(Problem) -> RunID {
        guard let id = RunID(path("id")) else { throw .runNotFound }
        return id
    }
}
