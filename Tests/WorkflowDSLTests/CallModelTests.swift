import JSON
import Testing
import WorkflowDSL

/// The types of calls.
@Suite struct CallModelTests: ModelReading {
    @Test func `digest 9: calls of services`() throws {
        let document = "document: {endpoint: {uri: 'https://a.example/doc', authentication: {bearer: {token: b}}}}"
        guard
            case .openAPI(let openAPI) = try call(
                "openapi", "{\(document), operationId: c, parameters: {d: 1}, output: raw, redirect: true}"),
            case .bearer? = openAPI.document.endpoint.authentication, case .literal("c") = openAPI.operationID,
            case .grpc(let grpc) = try call(
                "grpc",
                "{proto: {endpoint: 'file://a.proto'}, service: {name: b, host: c, port: 5, authentication: {bearer: {token: d}}}, method: e, arguments: {f: 1}}"
            ), case .literal(5)? = grpc.service.port, case .bearer? = grpc.service.authentication,
            case .literal(["f": 1])? = grpc.arguments,
            case .asyncAPI(let publish) = try call(
                "asyncapi", "{\(document), channel: c, protocol: kafka, server: {name: d}, message: {headers: {e: 1}}}"),
            case .publish(let message) = publish.action, case .channel(.literal("c")) = publish.target,
            case .literal(["e": 1])? = message.headers,
            case .asyncAPI(let subscribe) = try call(
                "asyncapi",
                "{\(document), operation: c, subscription: {filter: .d, consume: {for: PT1M, while: .e}, foreach: {item: f}}}"
            ),
            case .subscribe(let subscription) = subscribe.action, case .while(let condition) = subscription.end
        else { throw Mismatch() }
        #expect(openAPI.output == .raw && openAPI.redirect)
        #expect(publish.protocol == .kafka && publish.server != nil)
        #expect(condition.source == ".e" && subscription.filter?.source == ".d")
        #expect(subscription.for == .fixed(.seconds(60)))
        #expect(subscription.foreach?.item == "f" && subscription.foreach?.at == "index")
    }

    @Test func `digest 9: calls of agents and tools`() throws {
        guard
            case .mcp(let http) = try call(
                "mcp",
                "{method: tools/call, parameters: '${ .a }', timeout: PT9S, client: {name: b, version: c}, transport: {http: {endpoint: 'https://d.example', headers: {e: f}}, options: {g: h}}}"
            ), case .http(_, headers: .literal(["e": "f"])?) = http.transport, case .expression? = http.parameters,
            case .mcp(let stdio) = try call(
                "mcp",
                "{method: prompts/get, protocolVersion: x, transport: {stdio: {command: a, arguments: [b, c], environment: {d: e}}}}"
            ), case .stdio(command: .literal("a"), let arguments, environment: .literal(["d": "e"])?) = stdio.transport,
            case .a2a(let a2a) = try call(
                "a2a", "{method: message/stream, agentCard: {endpoint: 'https://a.example'}, parameters: {b: 1}}")
        else { throw Mismatch() }
        #expect(http.method == .callTool && http.timeout == .fixed(.seconds(9)) && http.client?.version == "c")
        #expect(http.protocolVersion == "2025-06-18" && stdio.protocolVersion == "x")
        #expect(http.options != nil && stdio.method == .getPrompt && arguments.count == 2)
        #expect(a2a.method == .streamMessage && a2a.agentCard != nil && a2a.server == nil && a2a.parameters != nil)
    }
}
