/// What a `call` task calls.
package enum Call: Sendable {
    case http(HTTPCall)
    case openAPI(OpenAPICall)
    case grpc(GRPCCall)
    case asyncAPI(AsyncAPICall)
    case mcp(MCPCall)
    case a2a(A2ACall)
    case function(FunctionCall)
    case agent(AgentCall)
}
