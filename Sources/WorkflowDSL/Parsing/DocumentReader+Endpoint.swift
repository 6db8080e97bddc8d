import JSON

extension DocumentReader {
    private static let example = "https://example.com/pets/{petId}"

    /// An expression, a URI template, or an object with either as its `uri`.
    func endpoint(_ node: DocumentNode) -> EndpointTemplate? {
        guard node.value.object != nil else { return uri(node) }
        return members(of: node, taking: ["uri"], unsupported: Unsupported.inEndpoint)
            .flatMap { required("uri", in: $0, writing: "uri: \(Self.example)") }.flatMap(uri)
    }

    private func uri(_ node: DocumentNode) -> EndpointTemplate? {
        // Where the template is to become one expression, its parts need no place in the table.
        let before = table
        guard let template = text(node) else { return nil }
        switch template {
        case .expression(let expression):
            return .expression(expression)
        case .literal(let value):
            return literal(value.string ?? "", at: node).map { .uri($0) }
        default:
            table = before
            if case .interpolation(let segments) = template, segments.contains(where: \.hasBrace) {
                report(node, "write either `{name}` or `${ }` in one URI, not both")
                return nil
            }
            return register(template.program, at: node).map { .expression($0) }
        }
    }

    private func literal(_ text: String, at node: DocumentNode) -> URITemplate? {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()), let host = parts[1].first,
            !"/?#".contains(host)
        else {
            report(node, "\(node.label) must be an http or https address such as `\(Self.example)`, or an expression")
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

extension Template.Segment {
    fileprivate var hasBrace: Bool {
        if case .text(let text) = self { text.contains("{") || text.contains("}") } else { false }
    }
}
