/// A `run` task.
package struct ProcessRun: Sendable {
    package let process: Kind
    /// Whether the task waits for the process; if not, its output is its input.
    package let await: Bool
    package let `return`: Return

    package enum Kind: Sendable {
        case container(ContainerProcess)
        case script(ScriptProcess)
        case shell(ShellProcess)
        case workflow(Subworkflow)
    }

    /// What becomes the task's output. Of a workflow it is always the workflow's own.
    package enum Return: String, Sendable, CaseIterable {
        case stdout, stderr
        /// The exit code.
        case code
        /// `{code, stdout, stderr}`.
        case all
        case none
    }
}
