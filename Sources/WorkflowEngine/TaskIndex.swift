import JSON
import WorkflowDSL

/// The tasks and lists of a workflow, by place: a list by that of its first task.
struct TaskIndex {
    private(set) var tasks: [String: NamedTask] = [:]
    private(set) var lists: [String: [NamedTask]] = [:]

    init(_ workflow: Workflow) {
        add(workflow.do)
        for function in workflow.use.functions.values { add([function]) }
        for function in workflow.externalFunctions.values { add([function]) }
        for candidate in workflow.use.extensions {
            add(candidate.before)
            add(candidate.after)
        }
    }

    private mutating func add(_ list: [NamedTask]) {
        guard let first = list.first else { return }
        lists[first.pointer.description] = list
        for task in list { add(task) }
    }

    private mutating func add(_ named: NamedTask) {
        tasks[named.pointer.description] = named
        switch named.task.kind {
        case .do(let tasks): add(tasks)
        case .for(let loop): add(loop.do)
        case .fork(let fork):
            // Each branch is run as a list of its own.
            for branch in fork.branches { add([branch]) }
        case .try(let definition):
            add(definition.try)
            add(definition.catch.do ?? [])
        case .listen(let listener): add(listener.foreach?.do ?? [])
        case .call, .emit, .raise, .run, .set, .switch, .wait: break
        }
    }
}
