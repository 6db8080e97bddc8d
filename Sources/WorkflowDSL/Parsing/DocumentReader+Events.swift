import JSON

extension DocumentReader {
    private static let strategies = ["one", "all", "any"]
    private static let strategyExample = "one: {with: {type: com.example.ordered}}"

    /// `emit`
    func emission(_ node: DocumentNode) -> EventEmission? {
        let example = "event: {with: {source: https://…, type: …}}"
        // The language lets an event have more members than it knows.
        return members(of: node, taking: ["event"], example: "{\(example)}")
            .flatMap { required("event", in: $0, writing: example) }
            .flatMap { anyMembers(of: $0, example: "{with: {source: https://…, type: …}}") }
            .flatMap { required("with", in: $0, writing: "with: {source: https://…, type: …}") }
            .flatMap(emittedProperties).map { EventEmission(event: $0) }
    }

    /// `listen`
    func listener(_ node: DocumentNode, _ members: DocumentMembers) -> EventListener? {
        let example = "to: {\(Self.strategyExample)}"
        let settings = self.members(of: node, taking: ["to", "read"], example: "{\(example)}")
        let to = settings.flatMap { required("to", in: $0, writing: example) }.flatMap { consumption($0) }
        let read = word(EventReading.self, settings?["read"])
        let foreach = members["foreach"].flatMap(iterator)
        return to.map { EventListener(to: $0, read: read ?? .data, foreach: foreach) }
    }

    /// - Parameter isEnd: whether these events end another strategy; then they have no end of their own.
    func consumption(_ node: DocumentNode, isEnd: Bool = false) -> EventConsumption? {
        guard
            let members = members(
                of: node, taking: Self.strategies + ["until"], example: "{\(Self.strategyExample)}")
        else { return nil }
        let strategy = choice(of: Self.strategies, in: members, writing: Self.strategyExample)
        let until = members["until"].flatMap { end($0, of: strategy?.name, isEnd: isEnd) }
        guard let strategy else { return nil }
        switch strategy.name {
        case "one": return filter(strategy.node).map { .one($0) }
        case "all": return filters(strategy.node).map { .all($0) }
        default: return filters(strategy.node).map { .any($0, until: until) }
        }
    }

    private func end(_ node: DocumentNode, of strategy: String?, isEnd: Bool) -> EventConsumption.End? {
        if isEnd {
            report(node, "events that end a strategy have no `until` of their own; remove it")
        } else if let strategy, strategy != "any" {
            report(node, "`until` belongs to `any`, not to \(strategy.quoted); remove it")
        }
        if node.value.object != nil { return consumption(node, isEnd: true).map { .events($0) } }
        if node.value.string != nil { return expression(node).map { .condition($0) } }
        report(node, "`until` must be an expression such as `(. | length) > 3`, or events such as `{one: …}`")
        return nil
    }

    private func filters(_ node: DocumentNode) -> [EventFilter]? {
        guard let elements = node.value.array else {
            report(
                node,
                "\(node.label) must be a list such as `[{with: {type: …}}]`, not \(node.value.kindForMessage)")
            return nil
        }
        return elements.enumerated().compactMap { filter(node.child($0, $1)) }
    }

    private func filter(_ node: DocumentNode) -> EventFilter? {
        let example = "with: {type: com.example.ordered}"
        guard let members = members(of: node, taking: ["with", "correlate"], example: "{\(example)}") else {
            return nil
        }
        let with = required("with", in: members, writing: example).flatMap(wantedProperties)
        let correlations = members["correlate"].flatMap { anyMembers(of: $0, example: "{id: {from: .data.id}}") }
        let correlate = correlations?.all.compactMap { correlation($0.name, $0.node) }
        return with.map { EventFilter(with: $0, correlate: correlate ?? []) }
    }

    private func correlation(_ name: String, _ node: DocumentNode) -> Correlation? {
        guard let members = members(of: node, taking: ["from", "expect"], example: "{from: .data.id}") else {
            return nil
        }
        let expect = text(members["expect"])
        return required("from", in: members, writing: "from: .data.id").flatMap { expression($0) }
            .map { Correlation(name: name, from: $0, expect: expect) }
    }

    /// `foreach`
    func iterator(_ node: DocumentNode) -> SubscriptionIterator? {
        let known = ["item", "at", "do", "output", "export"]
        guard let members = members(of: node, taking: known, example: "{item: event, do: [{…}]}") else { return nil }
        let (item, at) = (variable(members["item"], orElse: "item"), variable(members["at"], orElse: "index"))
        if let item, item == at { report(members["at"] ?? node, "`item` and `at` must be two different names") }
        let tasks = members["do"].flatMap { taskList($0) }
        let (output, export) = (output(members["output"]), export(members["export"]))
        guard let item, let at else { return nil }
        return SubscriptionIterator(item: item, at: at, do: tasks ?? [], output: output, export: export)
    }
}
