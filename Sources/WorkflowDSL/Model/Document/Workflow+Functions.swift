extension Workflow {
    /// The task that a call of a function runs; nil where it is not known.
    package func function(_ reference: FunctionCall.Reference) -> NamedTask? {
        switch reference {
        case .named(let name): use.functions[name]
        case .catalogued, .resource: externalFunctions[reference]
        }
    }
}
