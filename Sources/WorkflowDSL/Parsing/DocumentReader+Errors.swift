import JSON
import Spelling

extension DocumentReader {
    func raise(_ node: DocumentNode) -> RaisedError? {
        let example = "{error: {type: https://…, status: 400}}"
        guard let members = members(of: node, taking: ["error"], example: example),
            let error = required("error", in: members, writing: "error: {type: https://…, status: 400}")
        else { return nil }
        guard let name = error.value.string else { return errorDefinition(error).map { RaisedError(definition: $0) } }
        return reference(name, at: error, to: use.errors, named: "errors").map { RaisedError(definition: $0) }
    }

    /// An error to raise.
    func errorDefinition(_ node: DocumentNode) -> ErrorDefinition? {
        let known = ["type", "status", "title", "detail", "instance"]
        guard let members = members(of: node, taking: known, example: "{type: https://…, status: 400}") else {
            return nil
        }
        let type = required("type", in: members, writing: "type: https://example.com/errors/out-of-stock")
            .flatMap(errorType)
        let status = required("status", in: members, writing: "status: 400").flatMap(status)
        let (title, detail) = (text(members["title"]), text(members["detail"]))
        let instance = text(members["instance"])
        if case .literal(.string(let pointer)) = instance, JSONPointer(pointer) == nil, let node = members["instance"] {
            report(node, "`instance` must be a JSON pointer such as `/do/0/check`; leave it out to name this task")
        }
        guard let type, let status else { return nil }
        return ErrorDefinition(type: type, status: status, title: title, detail: detail, instance: instance)
    }

    /// A URI reference: later editions of the language allow relative ones.
    private func errorType(_ node: DocumentNode) -> Template? {
        guard let type = text(node) else { return nil }
        guard case .literal(.string(let uri)) = type else { return type }
        guard uri.isURIReference else {
            report(node, "`type` must be a URI such as `https://example.com/errors/out-of-stock`")
            return nil
        }
        return type
    }

    private func status(_ node: DocumentNode) -> Template? {
        if node.value.int != nil { return .literal(node.value) }
        if node.value.string != nil, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        report(node, "`status` must be a whole number such as `400`, without quotes")
        return nil
    }

    /// What a name in `use` stands for.
    func reference<T>(_ name: String, at node: DocumentNode, to known: [String: T], named group: String) -> T? {
        if let value = known[name] { return value }
        // One that is there and wrong has been reported.
        guard reusables(group)[name] == nil else { return nil }
        let names = reusables(group).keys.sorted()
        let hint =
            NearestName.hint(for: name, among: names)
            ?? (names.isEmpty ? "define it there" : "write one of \(names.listed), or define it there")
        report(node, "`use.\(group)` has no \(name.quoted); \(hint)")
        return nil
    }
}

extension String {
    /// Has only what RFC 3986, section 4.1, lets stand in a URI reference.
    var isURIReference: Bool {
        !isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"<>\"`".utf8.contains($0) }
    }
}
