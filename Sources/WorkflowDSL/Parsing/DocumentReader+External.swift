import JSON
import YAML

extension DocumentReader {
    /// The most errors of a definition that are reported where it is asked for.
    private static let listedIssueLimit = 5

    /// Reads a function that stands elsewhere, once, however often it is called.
    func readFunction(_ reference: FunctionCall.Reference, at node: DocumentNode) {
        guard purpose != .reading, external.functions[reference] == nil, let address = address(of: reference, at: node)
        else { return }
        guard let text = text(at: address, .function, node), let (value, line) = parse(text, from: address, at: node)
        else { return }
        let base = JSONPointer(tokens: ["use", "functions", reference.name(of: address)])
        let origin = Origin(address: address, pointer: place(of: node).pointer, line: place(of: node).line)
        let named = DocumentNode(value: value, pointer: base).unwrapped
        let reader = DocumentReader(named, for: self, origin) { pointer in
            line(JSONPointer(tokens: Array(pointer.tokens.dropFirst(base.tokens.count))))
        }
        // It may call itself.
        let name = base.tokens[2]
        let isBeingRead = external.reading.insert(address).inserted
        guard isBeingRead else { return }
        let task = reader.task(named, in: [])
        for (node, message) in RunnableCheck(function: named).issues { reader.report(node, message) }
        (table, taskCount) = (reader.table, reader.taskCount)
        pass(on: reader.issues, from: address, base, at: node)
        if let task { external.functions[reference] = NamedTask(name: name, pointer: named.pointer, task: task) }
    }

    /// The value at an address, such as a schema; nil where it is not known or was reported.
    func externalValue(of resource: ExternalResource, at node: DocumentNode) -> JSON? {
        guard let address = address(of: resource.endpoint, at: node), let text = text(at: address, .schema, node) else {
            return nil
        }
        return parse(text, from: address, at: node)?.value
    }

    /// Where an error stands: what a definition elsewhere has wrong is told where it is asked for.
    func place(of node: DocumentNode) -> (pointer: JSONPointer, line: Int?) {
        origin.map { ($0.pointer, $0.line) } ?? (node.pointer, nearestLine(node.pointer))
    }

    private func text(at address: String, _ kind: ExternalReference.Kind, _ node: DocumentNode) -> String? {
        let place = place(of: node)
        return external.text(
            of: ExternalReference(address: address, kind: kind, pointer: place.pointer, line: place.line))
    }

    private func address(of reference: FunctionCall.Reference, at node: DocumentNode) -> String? {
        switch reference {
        case .named: return nil
        case .resource(let template): return address(of: template, at: node)
        case .catalogued(let name, let version, let catalog):
            let path = "functions/\(name)/\(version)/function.yaml"
            guard let endpoint = use.catalogs[catalog]?.endpoint else { return catalog == "default" ? path : nil }
            return address(of: endpoint, at: node).map { $0.hasSuffix("/") ? $0 + path : $0 + "/" + path }
        }
    }

    private func address(of endpoint: RemoteEndpoint, at node: DocumentNode) -> String? {
        guard endpoint.authentication == nil else {
            report(
                node,
                "definitions are fetched when the workflow is deployed, where no credentials are; publish it where it "
                    + "can be read without `authentication`, or write it into the document")
            return nil
        }
        guard case .uri(let template) = endpoint.uri else {
            report(node, "what is used must be known when the workflow is deployed; write its address")
            return nil
        }
        return address(of: template, at: node)
    }

    private func address(of template: URITemplate, at node: DocumentNode) -> String? {
        guard let address = template.fixed else {
            report(node, "what is used must be known when the workflow is deployed; write its address without `{ }`")
            return nil
        }
        guard address.isAddress(of: ["http", "https"]), address.utf8.count <= WorkflowParser.addressLimit else {
            report(
                node,
                "definitions are fetched from http and https addresses of at most \(WorkflowParser.addressLimit) bytes; "
                    + "publish it at one, or write it into the document")
            return nil
        }
        return address
    }

    private func parse(
        _ text: String, from address: String, at node: DocumentNode
    ) -> (value: JSON, line: (JSONPointer) -> Int?)? {
        let bytes = Array(text.utf8)
        if let document = try? JSONDocument(parsing: bytes) { return (document.value, document.line(of:)) }
        do {
            let document = try YAML.parse(bytes)
            return (document.value, document.line(of:))
        } catch {
            report(node, "what \(address.quoted) gave is neither JSON nor YAML (line \(error.line)): \(error)")
            return nil
        }
    }

    private func pass(
        on issues: [WorkflowDocumentError.Issue], from address: String, _ base: JSONPointer, at node: DocumentNode
    ) {
        for issue in issues.prefix(Self.listedIssueLimit) {
            let pointer = JSONPointer(tokens: Array(issue.pointer.tokens.dropFirst(base.tokens.count)))
            let line = issue.line.map { " (line \($0))" } ?? ""
            report(
                node, "in \(address.quoted), at \(pointer == .root ? "its top" : "\(pointer)")\(line): \(issue.message)"
            )
        }
    }
}

extension DocumentNode {
    /// A function's file holds its task, or one name with the task.
    fileprivate var unwrapped: DocumentNode {
        guard let members = value.object, members.count == 1, let (name, task) = members.elements.first,
            DocumentReader.kinds[name] == nil, task.object != nil
        else { return self }
        return child(name, task)
    }
}

extension FunctionCall.Reference {
    /// How the function is called, in pointers to its tasks.
    fileprivate func name(of address: String) -> String {
        switch self {
        case .named(let name): name
        case .catalogued(let name, let version, let catalog): "\(name):\(version)@\(catalog)"
        case .resource: address
        }
    }
}
