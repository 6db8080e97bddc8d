package import JSON

/// One step of a workflow: what it does, and what it takes from and gives to the data around it.
package struct Task: Sendable {
    /// `if`, evaluated on the raw input before anything else.
    package let condition: Expression?
    /// `input.from`
    package let input: Template?
    /// `output.as`
    package let output: Template?
    /// `export.as`; its value replaces the context.
    package let export: Template?
    package let then: FlowDirective?
    /// What `$task.definition` stands for.
    package let definition: JSON
    package let kind: Kind

    package indirect enum Kind: Sendable {
        case call(Call)
        case `do`([NamedTask])
        case `for`(ForLoop)
        case raise(RaisedError)
        case set(Template)
        case `switch`([SwitchCase])
        case `try`(TryDefinition)
    }
}
