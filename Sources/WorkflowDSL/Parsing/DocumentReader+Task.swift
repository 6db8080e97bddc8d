import JSON
import Spelling

extension DocumentReader {
    /// What a task may do, each with the other properties that belong to it.
    static let kinds: [String: [String]] = [
        "call": ["with"], "do": [], "emit": [], "for": ["while", "do"], "fork": [], "listen": ["foreach"], "raise": [],
        "run": [], "set": [], "switch": [], "try": ["catch"], "wait": [],
    ]
    private static let every = ["if", "input", "output", "export", "timeout", "then", "metadata"]

    /// - Parameter list: the names of the task's own list.
    func task(_ node: DocumentNode, in list: Set<String>) -> Task? {
        guard let all = anyMembers(of: node, example: "{set: {hello: world}}"), let kind = kind(of: all) else {
            return nil
        }
        let known = [kind] + (Self.kinds[kind] ?? []) + Self.every
        guard let members = members(of: node, taking: known) else { return nil }
        let metadata = object(members["metadata"])
        let condition = expression(members["if"])
        let input = input(members["input"])
        let work = work(kind, members, in: list)
        let (output, export) = (output(members["output"]), export(members["export"]))
        let timeout = timeout(members["timeout"])
        let then = directive(members["then"], in: list)
        return work.map {
            Task(
                condition: condition, input: input, output: output, export: export, timeout: timeout, then: then,
                metadata: metadata, definition: node.value, kind: $0)
        }
    }

    /// The one property that says what the task does.
    private func kind(of members: DocumentMembers) -> String? {
        var found = members.all.map(\.name).filter { Self.kinds[$0] != nil }
        // A loop has a list of its own.
        if found.contains("for") { found.removeAll { $0 == "do" } }
        if let kind = found.only { return kind }
        guard found.isEmpty else {
            report(members.node, "a task does one thing, this one does \(found.listed): make a task of each")
            return nil
        }
        let near = members.all.lazy.compactMap { name, node in
            NearestName.nearest(to: name, among: Self.kinds.keys.sorted()).map { (node, name, $0) }
        }.first { !Self.every.contains($0.1) }
        if let (node, name, meant) = near {
            report(node, "unknown property \(name.quoted); did you mean \(meant.quoted)?")
        } else {
            let kinds = Self.kinds.keys.sorted()
            report(members.node, "the task does nothing; write one of \(kinds.listed)")
        }
        return nil
    }

    private func work(_ kind: String, _ members: DocumentMembers, in list: Set<String>) -> Task.Kind? {
        guard let node = members[kind] else { return nil }
        switch kind {
        case "call": return call(node, members).map { .call($0) }
        case "do": return taskList(node).map { .do($0) }
        case "emit": return emission(node).map { .emit($0) }
        case "for": return loop(node, members).map { .for($0) }
        case "fork": return fork(node).map { .fork($0) }
        case "listen": return listener(node, members).map { .listen($0) }
        case "raise": return raise(node).map { .raise($0) }
        case "run": return processRun(node).map { .run($0) }
        case "set": return set(node).map { .set($0) }
        case "switch": return cases(node, in: list).map { .switch($0) }
        case "try": return attempt(node, members, in: list).map { .try($0) }
        case "wait": return duration(node).map { .wait($0) }
        default: return nil
        }
    }

    private func fork(_ node: DocumentNode) -> Fork? {
        let example = "branches: [{first: {…}}, {second: {…}}]"
        guard let members = members(of: node, taking: ["branches", "compete"], example: "{\(example)}") else {
            return nil
        }
        let compete = bool(members["compete"])
        return required("branches", in: members, writing: example).flatMap { taskList($0, isFork: true) }
            .map { Fork(branches: $0, compete: compete ?? false) }
    }

    /// Values, or one expression; a plain text would replace the data by itself, which nobody means.
    private func set(_ node: DocumentNode) -> Template? {
        switch node.value {
        case .object(let members):
            if !members.isEmpty { return template(node) }
            report(node, "`set` is empty; write at least one value, such as `{hello: world}`")
            return nil
        case .string:
            guard let template = template(node) else { return nil }
            guard case .literal(let value) = template else { return template }
            report(
                node, "`set` must be values or an expression; write `${ \((value.string ?? "").trimmed.prefix(60)) }`")
            return nil
        default:
            report(
                node,
                "`set` must be an object such as `{hello: world}` or an expression, not \(node.value.kindForMessage)")
            return nil
        }
    }
}
