import JSON
import Spelling

extension DocumentReader {
    /// The members of an object that takes these only.
    func members(of node: DocumentNode, taking known: [String], example: String? = nil) -> DocumentMembers? {
        guard let members = anyMembers(of: node, example: example) else { return nil }
        for (name, member) in members.all where !known.contains(name) {
            let hint =
                NearestName.hint(for: name, among: known)
                ?? "\(node.pointer.tokens.isEmpty ? "a document" : node.label) takes \(known.listed)"
            report(member, "unknown property \(name.quoted); \(hint)")
        }
        return members
    }

    /// The members of an object that takes any.
    func anyMembers(of node: DocumentNode, example: String? = nil) -> DocumentMembers? {
        guard let members = node.value.object else {
            let hint = example.map { " such as `\($0)`" } ?? ""
            report(node, "\(node.label) must be an object\(hint), not \(node.value.kindForMessage)")
            return nil
        }
        return DocumentMembers(node, members)
    }

    /// A member that must be there.
    func required(_ name: String, in members: DocumentMembers, writing example: String) -> DocumentNode? {
        if let node = members[name] { return node }
        report(members.node.pointer.appending(name), "\(name.quoted) is missing; write `\(example)`")
        return nil
    }

    /// The one of these members that is there; more than one exclude each other.
    func choice(
        of names: [String], in members: DocumentMembers, writing example: String
    ) -> (name: String, node: DocumentNode)? {
        let stated = members.all.filter { names.contains($0.name) }
        if let one = stated.only { return one }
        for extra in stated.dropFirst() {
            report(extra.node, "\(stated[0].name.quoted) and \(extra.name.quoted) exclude each other; keep one of them")
        }
        // A misspelt one has been reported.
        let isMisspelt = members.all.contains { NearestName.nearest(to: $0.name, among: names) != nil }
        if stated.isEmpty, !isMisspelt {
            report(members.node, "\(members.node.label) takes one of \(names.listed); write `\(example)`")
        }
        return nil
    }

    func string(_ node: DocumentNode?) -> String? {
        guard let node else { return nil }
        if let text = node.value.string { return text }
        let hint = node.value.isScalar ? "; put quotes around it" : ""
        report(node, "\(node.label) must be a string, not \(node.value.kindForMessage)\(hint)")
        return nil
    }

    func bool(_ node: DocumentNode?) -> Bool? {
        guard let node else { return nil }
        if let value = node.value.bool { return value }
        report(node, "\(node.label) must be `true` or `false`, without quotes")
        return nil
    }

    /// One of an enum's words.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type, _ node: DocumentNode?) -> Word? {
        guard let node else { return nil }
        if let word = node.value.string.flatMap(Word.init(rawValue:)) { return word }
        let words = type.allCases.map(\.rawValue)
        let hint = node.value.string.flatMap { NearestName.hint(for: $0, among: words) }.map { "; \($0)" } ?? ""
        report(node, "\(node.label) must be one of \(words.listed)\(hint)")
        return nil
    }

    /// An array of objects with one member each: the members with the places of their values.
    func entries(of node: DocumentNode, example: String) -> [(name: String, node: DocumentNode)]? {
        guard let items = node.value.array else {
            let hint = node.value.object == nil ? "" : ": put `- ` before each entry"
            report(
                node,
                "\(node.label) must be a list such as `\(example)`, not \(node.value.kindForMessage)\(hint)")
            return nil
        }
        var seen: Set<String> = []
        return items.enumerated().compactMap { index, value in
            entry(node.child(index, value), example: example, seen: &seen)
        }
    }

    private func entry(
        _ item: DocumentNode, example: String, seen: inout Set<String>
    ) -> (name: String, node: DocumentNode)? {
        guard let members = item.value.object, let (name, value) = members.elements.first else {
            report(item, "an entry must be an object with one name, such as `\(example)`")
            return nil
        }
        guard members.count == 1 else {
            report(item, "an entry holds one name, this one holds \(members.keys.listed): put `- ` before each")
            return nil
        }
        guard !name.isEmpty, name.count <= WorkflowParser.taskNameLimit else {
            report(item, "a name must have 1 to \(WorkflowParser.taskNameLimit) characters")
            return nil
        }
        let node = item.child(name, value)
        if !seen.insert(name).inserted {
            report(node, "the name \(name.quoted) stands twice in its list; names must differ there")
        }
        return (name, node)
    }
}

extension JSON {
    var isScalar: Bool {
        switch self {
        case .null, .array, .object: false
        case .bool, .number, .string: true
        }
    }

    /// Such as "a string" or "nothing", which is how an empty place in YAML looks.
    var kindForMessage: String {
        switch self {
        case .null: "nothing"
        case .array: "a list"
        case .object: "an object"
        default: "a \(kind)"
        }
    }
}
