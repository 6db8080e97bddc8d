import JSON

extension DocumentReader {
    private static let example = "{seconds: 5}"
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("days", 86_400_000), ("hours", 3_600_000), ("minutes", 60_000), ("seconds", 1_000), ("milliseconds", 1),
    ]

    /// A duration: an object of whole numbers, or ISO 8601.
    func duration(_ node: DocumentNode?) -> Duration? {
        guard let node else { return nil }
        switch node.value {
        case .object: return duration(ofUnitsIn: node)
        case .string(let text): return duration(of: text, at: node)
        default:
            report(
                node,
                "\(node.label) must be a duration such as `\(Self.example)` or `PT5S`, not \(node.value.kindForMessage)"
            )
            return nil
        }
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

    private func duration(of text: String, at node: DocumentNode) -> Duration? {
        if text.trimmed.hasPrefix("${") {
            report(node, "expressions are not supported yet in durations; write one such as `\(Self.example)`")
            return nil
        }
        do {
            return try DurationParser.duration(of: text)
        } catch {
            switch error {
            case .malformed:
                report(node, "\(node.label) must be a duration such as `\(Self.example)` or `PT5S` (ISO 8601)")
            case .calendar:
                report(node, "years and months have no fixed length; write days, such as `{days: 30}` or `P30D`")
            case .tooLong:
                return tooLong(node)
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
