import JSON

/// Agents as people read them.
enum AgentText {
    static func versionLines(_ answer: JSON) -> [String] {
        [
            "\(answer["name"]?.string ?? "") version \(answer["version"]?.int ?? 0), model \(answer["model"]?.string ?? "")"
                .printable
        ]
    }
}
