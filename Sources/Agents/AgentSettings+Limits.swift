internal import JSON

extension AgentSettings {
    /// The most bytes of the instructions: what the table holds.
    package static let instructionsLimit = 65_535
    /// The most bytes of the output schema as JSON text. The model is sent all of it with each turn.
    package static let outputSchemaLimit = 65_536
    package static let temperatureRange = 0.0...2.0
    package static let maxOutputTokensRange = 1...1_000_000

    /// What does not keep to the limits. Whether the model exists and the schema is one, others know.
    package func issues() -> [AgentIssue] {
        var issues: [AgentIssue] = []
        if instructions.allSatisfy(\.isWhitespace) {
            issues.append(AgentIssue("instructions", "expected a text that tells the agent what to do"))
        }
        if instructions.utf8.count > Self.instructionsLimit {
            issues.append(
                AgentIssue(
                    "instructions",
                    "expected at most \(Self.instructionsLimit) bytes, found \(instructions.utf8.count)"))
        }
        if let size = outputSchema?.bytes.count, size > Self.outputSchemaLimit {
            issues.append(
                AgentIssue("outputSchema", "expected at most \(Self.outputSchemaLimit) bytes, found \(size)"))
        }
        if let temperature, !Self.temperatureRange.contains(temperature) {
            issues.append(
                AgentIssue(
                    "temperature",
                    "expected \(Self.temperatureRange.lowerBound) to \(Self.temperatureRange.upperBound)"))
        }
        if let maxOutputTokens, !Self.maxOutputTokensRange.contains(maxOutputTokens) {
            issues.append(
                AgentIssue(
                    "maxOutputTokens",
                    "expected \(Self.maxOutputTokensRange.lowerBound) to \(Self.maxOutputTokensRange.upperBound)"))
        }
        return issues
    }
}
