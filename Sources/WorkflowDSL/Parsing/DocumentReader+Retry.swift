import JSON

extension DocumentReader {
    /// A policy, or the name of one in `use.retries`.
    func retryPolicy(_ node: DocumentNode) -> RetryPolicy? {
        if let name = node.value.string { return reference(name, at: node, to: use.retries, named: "retries") }
        return retryDefinition(node)
    }

    func retryDefinition(_ node: DocumentNode) -> RetryPolicy? {
        let known = ["when", "exceptWhen", "delay", "backoff", "jitter", "limit"]
        guard let members = members(of: node, taking: known, example: "{delay: {seconds: 3}, limit: {…}}") else {
            return nil
        }
        return RetryPolicy(
            when: expression(members["when"]), exceptWhen: expression(members["exceptWhen"]),
            delay: duration(members["delay"]), backoff: members["backoff"].flatMap(backoff) ?? .constant,
            jitter: members["jitter"].flatMap(jitter), limit: limit(members["limit"]))
    }

    private func backoff(_ node: DocumentNode) -> RetryPolicy.Backoff? {
        let names = RetryPolicy.Backoff.allCases.map(\.rawValue)
        guard let members = members(of: node, taking: names, example: "{exponential: {}}") else { return nil }
        guard let (name, settings) = choice(of: names, in: members, writing: "exponential: {}") else { return nil }
        if settings.value != .object([:]) { report(settings, "\(name.quoted) takes no settings; write `\(name): {}`") }
        return RetryPolicy.Backoff(rawValue: name)
    }

    private func jitter(_ node: DocumentNode) -> RetryPolicy.Jitter? {
        guard let members = members(of: node, taking: ["from", "to"], example: "{from: PT0S, to: PT1S}") else {
            return nil
        }
        let from = required("from", in: members, writing: "from: {seconds: 0}").flatMap { duration($0) }
        let to = required("to", in: members, writing: "to: {seconds: 1}").flatMap { duration($0) }
        guard let from, let to else { return nil }
        if let shortest = from.fixed, let longest = to.fixed, shortest > longest {
            report(node, "`jitter` goes from a longer to a shorter duration; swap them")
        }
        return RetryPolicy.Jitter(from: from, to: to)
    }

    private func limit(_ node: DocumentNode?) -> RetryPolicy.Limit {
        let members = node.flatMap {
            self.members(of: $0, taking: ["attempt", "duration"], example: "{attempt: {count: 3}}")
        }
        let attempt = members?["attempt"].flatMap {
            self.members(of: $0, taking: ["count", "duration"], example: "{count: 3}")
        }
        if let count = attempt?["count"], (count.value.int ?? -1) < 0 {
            report(count, "`count` must be a whole number from 0: how many retries follow the first attempt")
        }
        return RetryPolicy.Limit(
            attemptCount: attempt?["count"]?.value.int, attemptDuration: duration(attempt?["duration"]),
            duration: duration(members?["duration"]))
    }
}
