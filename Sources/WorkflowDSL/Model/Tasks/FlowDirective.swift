/// Where a list goes on after a task.
package enum FlowDirective: Sendable, Hashable {
    /// With the next task of the list.
    case `continue`
    /// The list is done.
    case exit
    /// The workflow is done, from any depth.
    case end
    /// With the task of this name in the same list.
    case task(String)
}
