import JSON

extension DocumentReader {
    /// `input`: what its `from` makes of the raw input.
    func input(_ node: DocumentNode) -> Template? {
        members(of: node, taking: ["from"], unsupported: Unsupported.schema, example: "{from: .order}")
            .flatMap { shape($0["from"]) }
    }

    func output(_ node: DocumentNode) -> Template? {
        members(of: node, taking: ["as"], unsupported: Unsupported.schema, example: "{as: .id}")
            .flatMap { shape($0["as"]) }
    }

    func export(_ node: DocumentNode) -> Template? {
        members(of: node, taking: ["as"], unsupported: Unsupported.schema, example: "{as: '$context + .'}")
            .flatMap { shape($0["as"]) }
    }

    /// `then`, of a task in a list with these names.
    func directive(_ node: DocumentNode?, in list: Set<String>) -> FlowDirective? {
        guard let node, let word = string(node) else { return nil }
        switch word {
        case "continue": return .continue
        case "exit": return .exit
        case "end": return .end
        default: break
        }
        if list.contains(word) { return .task(word) }
        let hint = NearestName.hint(for: word, among: list.sorted() + ["continue", "exit", "end"])
        report(
            node,
            "no task of the same list is named \(word.quoted); "
                + (hint ?? "write one of their names, or `continue`, `exit` or `end`"))
        return nil
    }
}
