/// `call: mcp`, of the Model Context Protocol.
package struct MCPCall: Sendable {
    /// The version that is asked for where a document names none.
    package static let defaultProtocolVersion = "2025-06-18"

    package let protocolVersion: String
    package let method: Method
    package let parameters: Template?
    package let timeout: DurationTemplate?
    package let transport: Transport
    /// Settings of the transport, by name.
    package let options: Template?
    package let client: Client?

    package enum Method: String, Sendable, CaseIterable {
        case listTools = "tools/list"
        case callTool = "tools/call"
        case listPrompts = "prompts/list"
        case getPrompt = "prompts/get"
        case listResources = "resources/list"
        case readResource = "resources/read"
        case listResourceTemplates = "resources/templates/list"
    }

    package enum Transport: Sendable {
        case http(endpoint: RemoteEndpoint, headers: Template?)
        case stdio(command: Template, arguments: [Template], environment: Template?)
    }

    /// What the call says of itself to the server.
    package struct Client: Sendable {
        package let name: String
        package let version: String
        package let description: String?
    }
}
