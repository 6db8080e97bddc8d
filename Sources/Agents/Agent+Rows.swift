import Database
import JSON

extension Agent {
    init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), name: try row.get("name"), version: try row.get("version"),
            model: try row.get("model"), createdAt: try row.get("created_at"))
    }
}

extension AgentVersion {
    init(_ row: Row) throws {
        let schema = try row.optional("output_schema", as: String.self).map { try JSON(parsing: $0) }
        self.init(
            agent: try row.get("agent_id"), name: try row.get("name"), version: try row.get("version"),
            settings: AgentSettings(
                model: try row.get("model"), instructions: try row.get("instructions"), outputSchema: schema,
                temperature: try row.optional("temperature"),
                maxOutputTokens: try row.optional("max_output_tokens")),
            createdBy: try row.get("created_by"), createdAt: try row.get("created_at"))
    }
}
