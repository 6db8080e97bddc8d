import JSON

extension DocumentReader {
    func loop(_ node: DocumentNode, _ members: DocumentMembers) -> ForLoop? {
        let settings = self.members(of: node, taking: ["each", "in", "at"], example: "{each: item, in: .items}")
        let each = variable(settings?["each"], orElse: "item")
        let at = variable(settings?["at"], orElse: "index")
        if let each, each == at, let settings {
            report(settings["at"] ?? settings.node, "`each` and `at` must be two different names")
        }
        let items = settings.flatMap { required("in", in: $0, writing: "in: .items") }.flatMap(items)
        let condition = expression(members["while"])
        let tasks = required("do", in: members, writing: "do: [{…}]").flatMap { taskList($0) }
        guard let each, let at, let items, let tasks else { return nil }
        return ForLoop(each: each, at: at, in: items, while: condition, do: tasks)
    }

    /// The name of a variable of a `for` or a `catch`.
    func variable(_ node: DocumentNode?, orElse name: String) -> String? {
        var name = name
        if let node {
            guard let text = string(node) else { return nil }
            if let objection = VariableName.objection(to: text) {
                report(node, "\(node.label) cannot be \(text.quoted): \(objection)")
                return nil
            }
            name = text
        }
        table.declare(name)
        return name
    }

    /// An expression, or a list in the document itself.
    private func items(_ node: DocumentNode) -> Expression? {
        guard node.value.array != nil else { return expression(node) }
        let before = table
        let template = template(node)
        table = before
        return template.flatMap { register($0.program, at: node) }
    }

    /// The cases of a `switch` in a list with these names.
    func cases(_ node: DocumentNode, in list: Set<String>) -> [SwitchCase]? {
        guard let entries = entries(of: node, example: "- large: {when: .total > 100, then: review}") else {
            return nil
        }
        if node.value.array?.isEmpty == true {
            report(node, "`switch` has no cases; write at least one, such as `- other: {then: end}`")
        }
        var firstDefault: String?
        return entries.compactMap { name, node in
            guard let members = members(of: node, taking: ["when", "then"], example: "{when: .ok, then: end}") else {
                return nil
            }
            if members["when"] == nil {
                if let firstDefault {
                    report(node, "\(firstDefault.quoted) is the default already; give this case a `when`")
                } else {
                    firstDefault = name
                }
            }
            let when = expression(members["when"])
            let then = required("then", in: members, writing: "then: continue").flatMap { directive($0, in: list) }
            return then.map { SwitchCase(name: name, when: when, then: $0) }
        }
    }
}
