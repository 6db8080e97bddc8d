import JSON

extension DocumentReader {
    func attempt(
        _ node: DocumentNode, _ members: DocumentMembers, in list: Set<String>
    ) -> TryDefinition? {
        let tasks = taskList(node)
        let handler = required("catch", in: members, writing: "catch: {}").flatMap { self.handler($0, in: list) }
        guard let tasks, let handler else { return nil }
        return TryDefinition(try: tasks, catch: handler)
    }

    private func handler(_ node: DocumentNode, in list: Set<String>) -> Catch? {
        let known = ["errors", "as", "when", "exceptWhen", "retry", "do", "then"]
        guard let members = members(of: node, taking: known, example: "{as: error}") else { return nil }
        let filter = members["errors"].flatMap(filter)
        let variable = variable(members["as"], orElse: "error")
        let (when, exceptWhen) = (expression(members["when"]), expression(members["exceptWhen"]))
        let retry = members["retry"].flatMap(retryPolicy)
        let tasks = members["do"].flatMap { taskList($0) }
        let then = directive(members["then"], in: list)
        return variable.map {
            Catch(errors: filter, as: $0, when: when, exceptWhen: exceptWhen, retry: retry, do: tasks, then: then)
        }
    }

    /// Members that an error must have; the values are fixed.
    private func filter(_ node: DocumentNode) -> ErrorFilter? {
        guard let errors = members(of: node, taking: ["with"], example: "{with: {status: 404}}"),
            let with = errors["with"],
            let members = members(
                of: with, taking: ["type", "status", "instance", "title", "detail", "details"],
                example: "{status: 404}")
        else { return nil }
        if members.all.isEmpty { report(with, "`with` is empty; write what to look for, such as `{status: 404}`") }
        for (name, member) in members.all {
            if name == "status" {
                if member.value.int == nil {
                    report(member, "`status` must be a whole number such as `404`, without quotes")
                }
            } else if let text = string(member), text.contains("${") {
                report(member, "an error filter takes fixed values; compare expressions in `catch.when`")
            }
        }
        return with.value.object.map { ErrorFilter(with: $0) }
    }
}
