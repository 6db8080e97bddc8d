extension InvalidDocument {
    /// What is wrong with calls.
    static let calls: [InvalidDocument] = [
        .task("{call: htpp, with: {}}", at: "/call", "did you mean `http`?"),
        .task("{call: shipOrder}", at: "/call", "call one of `agent`, `http` and `openapi`, or define it there"),
        .task("{call: 'log:1@default'}", at: "/call", "is written `name:1.0.0@catalog`"),
        .task("{call: '../x:1.0.0@default'}", at: "/call", "has letters, digits"),
        .task("{call: 'log:1.0.0@mine'}", at: "/call", "`use.catalogs` has no `mine`"),
        .task("{call: http}", at: "/with", "write `with: {method: get"),
        .task("{call: [http], with: {}}", at: "/call", "must be a string"),
        .call("http", "{endpoint: 'https://b.example'}", at: "/method", "write `method: get`"),
        .call("http", "{method: get}", at: "/endpoint", "write `endpoint:"),
        .call("http", "{method: get it, endpoint: 'https://b.example'}", at: "/method", "a word such as `get`"),
        .call("http", "{method: get, endpoint: b.example}", at: "/endpoint", "an http or https address"),
        .call("http", "{method: get, endpoint: 'ftp://b.example'}", at: "/endpoint", "an http or https address"),
        .call("http", "{method: get, endpoint: 'https://b.example/{c'}", at: "/endpoint", "a brace has no partner"),
        .call("http", "{method: get, endpoint: 'https://b.example/{c d}'}", at: "/endpoint", "such as {petId}"),
        .call("http", "{method: get, endpoint: 'https://b.example/{c}/${ .d }'}", at: "/endpoint", "not both"),
        .call(
            "http", "{method: get, endpoint: {url: 'https://b.example'}}", at: "/endpoint/url",
            "did you mean `uri`?", alsoAt: "/endpoint/uri"),
        .call(
            "http", "{method: get, endpoint: {uri: 'https://b.example', authentication: {use: c}}}",
            at: "/endpoint/authentication/use", "`use.authentications` has no `c`"),
        .call(
            "http",
            "{method: get, endpoint: {uri: 'https://b.example', authentication: {use: c, bearer: {token: d}}}}",
            at: "/endpoint/authentication/bearer", "exclude each other"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', headers: [c]}", at: "/headers",
            "must be an object"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', headers: {c d: e}}", at: "/headers/c d",
            "no name for a header"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', query: {c: [1]}}", at: "/query/c",
            "must be a string"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', output: respons}", at: "/output",
            "did you mean `response`?"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', redirect: 'true'}", at: "/redirect",
            "without quotes"),
        .call(
            "http", "{method: get, endpoint: 'https://b.example', boddy: {}}", at: "/boddy", "did you mean `body`?"),
        .call("openapi", "{operationId: b}", at: "/document", "write `document: {endpoint:"),
        .call("openapi", "{document: \(resource)}", at: "/operationId", "write `operationId:"),
        .call(
            "openapi", "{document: 'https://b.example', operationId: c}", at: "/document",
            "must be an object such as `{endpoint:"),
        .call(
            "openapi", "{document: \(resource), operationid: c, operationId: d}", at: "/operationid",
            "did you mean `operationId`?"),
        .call("grpc", "{service: {name: b, host: c}, method: d}", at: "/proto", "write `proto: {endpoint:"),
        .call("grpc", "{proto: \(resource), service: {name: b}, method: d}", at: "/service/host", "write `host:"),
        .call(
            "grpc", "{proto: \(resource), service: {name: b, host: 'http://c'}, method: d}", at: "/service/host",
            "no scheme"),
        .call(
            "grpc", "{proto: \(resource), service: {name: b, host: c, port: 70000}, method: d}",
            at: "/service/port", "65535"),
        .call("asyncapi", "{document: \(resource), message: {}}", at: "", "write `operation: publishOrder`"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, channel: c, message: {}}", at: "/channel",
            "exclude each other"),
        .call("asyncapi", "{document: \(resource), operation: b}", at: "", "write `message: {payload:"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, message: {}, protocol: mqt}", at: "/protocol",
            "did you mean `mqtt`?"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, subscription: {}}", at: "/subscription/consume",
            "write `consume:"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, subscription: {consume: {amount: 0}}}",
            at: "/subscription/consume/amount", "a whole number from 1"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, subscription: {consume: {amount: 1, until: .c}}}",
            at: "/subscription/consume/until", "exclude each other"),
        .call(
            "asyncapi", "{document: \(resource), operation: b, message: {}, server: {}}", at: "/server/name",
            "write `name:"),
        .call("mcp", "{transport: {stdio: {command: b}}}", at: "/method", "write `method: tools/list`"),
        .call(
            "mcp", "{method: tool/call, transport: {stdio: {command: b}}}", at: "/method",
            "did you mean `tools/call`?"),
        .call("mcp", "{method: tools/list}", at: "/transport", "write `transport:"),
        .call(
            "mcp", "{method: tools/list, transport: {options: {}}}", at: "/transport", "one of `http` and `stdio`"),
        .call(
            "mcp", "{method: tools/list, transport: {http: {}}}", at: "/transport/http/endpoint", "write `endpoint:"
        ),
        .call(
            "mcp", "{method: tools/list, transport: {stdio: {command: b}}, client: {name: c}}",
            at: "/client/version", "write `version:"),
        .call(
            "mcp", "{method: tools/list, transport: {stdio: {command: b}}, timeout: 5}", at: "/timeout",
            "a duration such as"),
        .call("a2a", "{method: message/send}", at: "", "write `server: https://…`"),
        .call(
            "a2a", "{method: message/sent, server: 'https://b.example'}", at: "/method",
            "did you mean `message/send`?"),
        .call(
            "a2a", "{method: message/send, server: 'https://b.example', parameters: {}}", at: "/parameters",
            "write at least one"),
        .call("agent", "{}", at: "/agent", "write `agent: my-agent`"),
        .call("agent", "{agent: b, version: '2'}", at: "/version", "leave it out for the latest"),
        .call("agent", "{agent: b, tools: []}", at: "/tools", "`with` takes `agent`, `version` and `input`"),
    ]
}
