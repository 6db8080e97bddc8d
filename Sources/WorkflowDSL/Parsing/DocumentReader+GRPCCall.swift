import JSON

extension DocumentReader {
    func grpcCall(_ node: DocumentNode) -> Call? {
        let known = ["proto", "service", "method", "arguments"]
        guard let members = members(of: node, taking: known, example: "{proto: …, service: …, method: …}") else {
            return nil
        }
        let proto = required("proto", in: members, writing: "proto: {endpoint: https://…}").flatMap(resource)
        let service = required("service", in: members, writing: "service: {name: …, host: …}").flatMap(service)
        let method = required("method", in: members, writing: "method: SayHello").flatMap { text($0) }
        let arguments = values(members["arguments"], example: "{name: Ada}")
        guard let proto, let service, let method else { return nil }
        return .grpc(GRPCCall(proto: proto, service: service, method: method, arguments: arguments))
    }

    private func service(_ node: DocumentNode) -> GRPCCall.Service? {
        let known = ["name", "host", "port", "authentication"]
        guard let members = members(of: node, taking: known, example: "{name: …, host: …}") else { return nil }
        let name = required("name", in: members, writing: "name: example.Greeter").flatMap { text($0) }
        let host = required("host", in: members, writing: "host: grpc.example.com").flatMap(host)
        let port = members["port"].flatMap(port)
        let authentication = members["authentication"].flatMap(authentication)
        guard let name, let host else { return nil }
        return GRPCCall.Service(name: name, host: host, port: port, authentication: authentication)
    }

    private func host(_ node: DocumentNode) -> Template? {
        guard let template = text(node) else { return nil }
        if case .literal(.string(let text)) = template, !text.isHost {
            report(node, "`host` must be the name of a host such as `grpc.example.com`, with no scheme and no port")
        }
        return template
    }

    private func port(_ node: DocumentNode) -> Template? {
        if let port = node.value.int, (0...65_535).contains(port) { return .literal(node.value) }
        if node.value.string != nil, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        report(node, "`port` must be a whole number from 0 to 65535, without quotes")
        return nil
    }
}

extension String {
    /// Letters, digits, `-` and `.`, with a letter or digit at both ends; a longer name is no host (RFC 1035, 2.3.4).
    fileprivate var isHost: Bool {
        let ends = [utf8.first, utf8.last].compactMap { $0 }
        return (1...253).contains(utf8.count) && ends.allSatisfy(\.isLetterOrDigit)
            && utf8.allSatisfy { $0.isLetterOrDigit || "-.".utf8.contains($0) }
    }
}
