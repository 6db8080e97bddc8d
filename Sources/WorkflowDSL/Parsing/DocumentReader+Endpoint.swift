import JSON

extension DocumentReader {
    private static let example = "https://example.com/pets/{petId}"

    /// An expression, a URI template, or an object with either as its `uri`.
    func endpoint(_ node: DocumentNode, schemes: [String] = []) -> RemoteEndpoint? {
        guard node.value.object != nil else {
            return uri(node, schemes: schemes).map { RemoteEndpoint(uri: $0, authentication: nil) }
        }
        guard let members = members(of: node, taking: ["uri", "authentication"]) else { return nil }
        let uri = required("uri", in: members, writing: "uri: \(Self.example)").flatMap {
            self.uri($0, schemes: schemes)
        }
        let authentication = members["authentication"].flatMap(authentication)
        return uri.map { RemoteEndpoint(uri: $0, authentication: authentication) }
    }

    /// An HTTP service.
    func httpEndpoint(_ node: DocumentNode) -> RemoteEndpoint? {
        endpoint(node, schemes: ["http", "https"])
    }

    func resource(_ node: DocumentNode) -> ExternalResource? {
        let example = "endpoint: https://example.com/document.json"
        guard let members = members(of: node, taking: ["name", "endpoint"], example: "{\(example)}") else { return nil }
        let name = string(members["name"])
        return required("endpoint", in: members, writing: example).flatMap { endpoint($0) }
            .map { ExternalResource(name: name, endpoint: $0) }
    }

    /// - Parameter schemes: those that can be; empty for any.
    func uri(_ node: DocumentNode, schemes: [String] = []) -> EndpointTemplate? {
        // Where the template is to become one expression, its parts need no place in the table.
        let before = table
        guard let template = text(node) else { return nil }
        switch template {
        case .expression(let expression):
            return .expression(expression)
        case .literal(let value):
            return literal(value.string ?? "", at: node, schemes: schemes).map { .uri($0) }
        default:
            table = before
            if case .interpolation(let segments) = template, segments.contains(where: \.hasBrace) {
                report(node, "write either `{name}` or `${ }` in one URI, not both")
                return nil
            }
            return register(template.program, at: node).map { .expression($0) }
        }
    }

    private func literal(_ text: String, at node: DocumentNode, schemes: [String]) -> URITemplate? {
        guard text.isAddress(of: schemes) else {
            let kind = schemes.isEmpty ? "an address with a scheme" : "an \(schemes.joined(separator: " or ")) address"
            report(node, "\(node.label) must be \(kind) such as `\(Self.example)`, or an expression")
            return nil
        }
        do {
            return try URITemplate(text)
        } catch {
            report(node, "\(error)")
            return nil
        }
    }
}

extension String {
    /// `scheme://…` (RFC 3986, section 3.1); with a host where it must be of one of these schemes.
    func isAddress(of schemes: [String]) -> Bool {
        let parts = split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].utf8.first, first.isLetterOrDigit,
            !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            parts[0].utf8.allSatisfy({ $0.isLetterOrDigit || "+-.".utf8.contains($0) })
        else { return false }
        guard !schemes.isEmpty else { return !parts[1].isEmpty }
        return schemes.contains(parts[0].lowercased()) && parts[1].first.map { !"/?#".contains($0) } == true
    }
}

extension Template.Segment {
    fileprivate var hasBrace: Bool {
        if case .text(let text) = self { text.contains("{") || text.contains("}") } else { false }
    }
}
