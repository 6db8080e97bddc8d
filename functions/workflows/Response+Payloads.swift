internal import FunctionKit
internal import Identity
internal import JSON
internal import Workflows

extension Response {
    /// The same answer with a run, for somebody who may have lost the right to see payloads since it was kept.
    ///
    /// - Throws: `JSON.ParseError`: never, since what is kept was written here.
    func hidingPayloads(from caller: Caller) throws -> Response {
        guard var run = try JSON(parsing: body).object, let workflow = run["workflow"],
            let namespace = workflow["namespace"]?.string, let name = workflow["name"]?.string,
            !caller.seesPayloads(of: WorkflowName(namespace: namespace, name: name))
        else { return self }
        run["input"] = JSON.null
        run["output"] = JSON.null
        run["error"] = run["error"]?.withoutPayloads ?? JSON.null
        run["payloadsHidden"] = JSON.bool(true)
        var hidden = self
        hidden.body = JSON.object(run).bytes
        return hidden
    }
}
