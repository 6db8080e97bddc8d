package import JSON
internal import JSONSchema
package import ModelClient

/// One question to an agent and what becomes of its answer.
package struct AgentTurn: Sendable, Hashable {
    /// How many violations of the schema an error names.
    package static let issueLimit = 5

    package let agent: AgentDefinition
    package let input: JSON

    package init(agent: AgentDefinition, input: JSON) {
        self.agent = agent
        self.input = input
    }

    /// What the model is asked: the instructions, then the input; a string as it is, anything else as JSON text.
    package func request(endpoint: ModelEndpoint) -> ChatRequest {
        ChatRequest(
            endpoint: endpoint,
            messages: [ChatMessage(.system, agent.instructions), ChatMessage(.user, input.string ?? input.text)],
            answerSchema: agent.outputSchema, temperature: agent.temperature, maxOutputTokens: agent.maxOutputTokens)
    }

    /// The agent's output: the text as it is, also where the most tokens cut it; with a schema, the value that the text
    /// stands for, which keeps to the schema.
    package func output(from answer: ChatAnswer) throws(AgentError) -> JSON {
        guard let outputSchema = agent.outputSchema else { return .string(answer.content) }
        let schema: JSONSchema
        do throws(JSONSchemaError) {
            schema = try JSONSchema(outputSchema)
        } catch {
            throw failure("its output schema is not valid: \(error.message)")
        }
        let value: JSON
        do throws(JSONSyntaxError) {
            value = try JSON(parsing: answer.content)
        } catch {
            guard answer.end != .length else {
                throw failure(
                    """
                    the answer was cut off after \(answer.usage.output) tokens, before its JSON was complete; \
                    raise maxOutputTokens, or ask for less
                    """)
            }
            // Where, not what: the text is the run's own.
            throw failure("the answer is not JSON (line \(error.line), column \(error.column))")
        }
        let issues = schema.issues(value)
        guard issues.isEmpty else {
            throw failure("the answer does not keep to the output schema: \(Self.text(issues))")
        }
        return value
    }

    private func failure(_ problem: String) -> AgentError {
        AgentError(agent: agent.name, version: agent.version, problem: problem)
    }

    private static func text(_ issues: [JSONSchemaIssue]) -> String {
        let shown = issues.prefix(issueLimit).map { issue in
            let place = "\(issue.pointer)"
            return place.isEmpty ? issue.message : "\(place): \(issue.message)"
        }
        return shown.joined(separator: "; ")
            + (issues.count > issueLimit ? "; and \(issues.count - issueLimit) more" : "")
    }
}
