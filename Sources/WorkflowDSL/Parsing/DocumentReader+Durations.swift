import JSON

extension DocumentReader {
    private static let example = "{seconds: 5}"
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1_000), ("milliseconds", 1),
    ]

    /// A duration: an object of whole numbers, ISO 8601, or an expression that gives ISO 8601.
    func duration(_ node: DocumentNode?) -> DurationTemplate? {
        guard let node else { return nil }
        switch node.value {
        case .object: return duration(ofUnitsIn: node).map { .fixed($0) }
        case .string(let text):
            return text.trimmed.hasPrefix("${")
                ? expression(node).map { .expression($0) } : duration(of: text, at: node)
        default:
            report(
                node,
                "\(node.label) must be a duration such as `\(Self.example)` or `PT5S`, not \(node.value.kindForMessage)"
            )
            return nil
        }
    }

    /// A duration that is longer than nothing, where it is known.
    func interval(_ node: DocumentNode?) -> DurationTemplate? {
        let duration = duration(node)
        if let node, duration?.fixed == .zero {
            report(node, "\(node.label) must be longer than nothing, such as `\(Self.example)`")
        }
        return duration
    }

    /// A timeout, or the name of one in `use.timeouts`.
    func timeout(_ node: DocumentNode?) -> Timeout? {
        guard let node else { return nil }
        if let name = node.value.string { return reference(name, at: node, to: use.timeouts, named: "timeouts") }
        return timeoutDefinition(node)
    }

    func timeoutDefinition(_ node: DocumentNode) -> Timeout? {
        members(of: node, taking: ["after"], example: "{after: {minutes: 1}}")
            .flatMap { required("after", in: $0, writing: "after: {minutes: 1}") }
            .flatMap { duration($0) }.map { Timeout(after: $0) }
    }

    private func duration(ofUnitsIn node: DocumentNode) -> Duration? {
        guard let members = members(of: node, taking: Self.units.map(\.name)) else { return nil }
        guard !members.all.isEmpty else {
            report(node, "\(node.label) is empty; write a duration such as `\(Self.example)`")
            return nil
        }
        var total = Duration.zero
        for unit in Self.units {
            guard let member = members[unit.name] else { continue }
            guard let count = member.value.int, count >= 0 else {
                report(member, "\(member.label) must be a whole number from 0")
                return nil
            }
            guard count <= Int(Int32.max) * 1_000 else { return tooLong(member) }
            total += .milliseconds(unit.milliseconds) * count
        }
        return total <= WorkflowParser.durationLimit ? total : tooLong(node)
    }

    private func duration(of text: String, at node: DocumentNode) -> DurationTemplate? {
        do {
            return .fixed(try DurationParser.duration(of: text))
        } catch {
            switch error {
            case .calendar:
                return .calendar(text)
            case .malformed:
                report(node, "\(node.label) must be a duration such as `\(Self.example)` or `PT5S` (ISO 8601)")
            case .tooLong:
                return tooLong(node).map { .fixed($0) }
            }
            return nil
        }
    }

    private func tooLong(_ node: DocumentNode) -> Duration? {
        let days = WorkflowParser.durationLimit.components.seconds / 86_400
        report(node, "\(node.label) is longer than \(days) days, which is the limit")
        return nil
    }
}
