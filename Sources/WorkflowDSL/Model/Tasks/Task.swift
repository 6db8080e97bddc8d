package import JSON

/// One step of a workflow: what it does, and what it takes from and gives to the data around it.
package struct Task: Sendable {
    /// `if`, evaluated on the raw input before anything else.
    package let condition: Expression?
    package let input: InputDefinition?
    package let output: OutputDefinition?
    package let export: ExportDefinition?
    /// Stated in the task or taken from `use.timeouts`.
    package let timeout: Timeout?
    package let then: FlowDirective?
    package let metadata: JSONObject
    /// What `$task.definition` stands for.
    package let definition: JSON
    package let kind: Kind

    package indirect enum Kind: Sendable {
        case call(Call)
        case `do`([NamedTask])
        case emit(EventEmission)
        case `for`(ForLoop)
        case fork(Fork)
        case listen(EventListener)
        case raise(RaisedError)
        case run(ProcessRun)
        case set(Template)
        case `switch`([SwitchCase])
        case `try`(TryDefinition)
        case wait(DurationTemplate)
    }
}
