/// What a workflow can start on the worker's host: the language's `run: shell`, `run: script` and `run: container`.
package enum ProcessKind: String, Sendable, Hashable, CaseIterable {
    case shell, script, container
}
