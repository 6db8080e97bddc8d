import JSON

extension DocumentReader {
    func schedule(_ node: DocumentNode) -> Schedule? {
        let starts = ["every", "cron", "after", "on"]
        guard let members = members(of: node, taking: starts + ["read"], example: "{every: {minutes: 5}}") else {
            return nil
        }
        if members.all.isEmpty { report(node, "`schedule` is empty; write one of \(starts.listed)") }
        if let read = members["read"], members["on"] == nil {
            report(read, "`read` says how the events of `on` are read; write `on`, or remove it")
        }
        return Schedule(
            every: interval(members["every"]), cron: members["cron"].flatMap(cron), after: duration(members["after"]),
            on: members["on"].flatMap { consumption($0) }, read: word(EventReading.self, members["read"]))
    }

    private func cron(_ node: DocumentNode) -> CronExpression? {
        guard let text = string(node) else { return nil }
        do {
            return try CronExpression(text)
        } catch {
            report(node, "`cron` \(error.message)")
            return nil
        }
    }
}
