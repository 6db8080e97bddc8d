import JSON

extension DocumentReader {
    /// A list of named tasks.
    ///
    /// - Parameter isFork: whether they run side by side; then none can go on with another.
    func taskList(_ node: DocumentNode, isFork: Bool = false) -> [NamedTask]? {
        guard depth < WorkflowParser.nestingLimit else {
            report(node, "tasks are nested deeper than \(WorkflowParser.nestingLimit) levels, which is the limit")
            return nil
        }
        guard let entries = entries(of: node, example: "- greet: {set: {hello: world}}") else { return nil }
        let limit = WorkflowParser.taskLimit
        let isFirstOver = taskCount <= limit && taskCount + entries.count > limit
        taskCount += entries.count
        if isFirstOver {
            report(
                node, "the workflow has more than \(limit) tasks, which is the limit: split it into several workflows")
        }
        guard taskCount <= limit else { return nil }
        depth += 1
        defer { depth -= 1 }
        let names = isFork ? [] : Set(entries.map(\.name))
        return entries.compactMap { name, node in
            task(node, in: names).map { NamedTask(name: name, pointer: node.pointer, task: $0) }
        }
    }
}
