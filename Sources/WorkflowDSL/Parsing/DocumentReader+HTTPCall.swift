import JSON

extension DocumentReader {
    func httpCall(_ node: DocumentNode) -> Call? {
        let known = ["method", "endpoint", "headers", "query", "body", "output", "redirect"]
        guard let members = members(of: node, taking: known, example: "{method: get, endpoint: https://…}") else {
            return nil
        }
        let method = required("method", in: members, writing: "method: get").flatMap(method)
        let endpoint = required("endpoint", in: members, writing: "endpoint: https://…").flatMap(httpEndpoint)
        let headers = headers(members["headers"])
        let query = pairs(members["query"], example: "{page: '1'}") { _, _ in nil }
        let body = template(members["body"])
        let output = word(OutputFormat.self, members["output"])
        let redirect = bool(members["redirect"])
        guard let method, let endpoint else { return nil }
        return .http(
            HTTPCall(
                method: method, endpoint: endpoint, headers: headers, query: query, body: body,
                output: output ?? .content, redirect: redirect ?? false))
    }

    func openAPICall(_ node: DocumentNode) -> Call? {
        let known = ["document", "operationId", "parameters", "authentication", "output", "redirect"]
        guard let members = members(of: node, taking: known, example: "{document: {…}, operationId: …}") else {
            return nil
        }
        let document = required("document", in: members, writing: "document: {endpoint: https://…}").flatMap(resource)
        let operation = required("operationId", in: members, writing: "operationId: findPets").flatMap { text($0) }
        let parameters = values(members["parameters"], example: "{status: sold}")
        let authentication = members["authentication"].flatMap(authentication)
        let output = word(OutputFormat.self, members["output"])
        let redirect = bool(members["redirect"])
        guard let document, let operation else { return nil }
        return .openAPI(
            OpenAPICall(
                document: document, operationID: operation, parameters: parameters, authentication: authentication,
                output: output ?? .content, redirect: redirect ?? false))
    }

    func headers(_ node: DocumentNode?) -> Template? {
        pairs(node, example: "{accept: application/json}", check: headerObjection)
    }

    /// An object of scalars, or an expression that gives one.
    func pairs(_ node: DocumentNode?, example: String, check: (String, JSON) -> String?) -> Template? {
        guard let node else { return nil }
        if case .string = node.value, case .expression(let expression)? = template(node) {
            return .expression(expression)
        }
        guard let members = anyMembers(of: node, example: example) else { return nil }
        for (name, member) in members.all {
            if !member.value.isScalar {
                report(member, "\(name.quoted) must be a string, not \(member.value.kindForMessage)")
            } else if let objection = check(name, member.value) {
                report(member, objection)
            }
        }
        return template(node)
    }

    private func method(_ node: DocumentNode) -> Template? {
        guard let method = text(node) else { return nil }
        if case .literal(let value) = method, value.string?.isToken != true {
            report(node, "`method` must be a word such as `get` or `post`")
            return nil
        }
        return method
    }

    private func headerObjection(_ name: String, _ value: JSON) -> String? {
        if !name.isToken { return "\(name.quoted) is no name for a header; write letters, digits and `-`" }
        let isClean = value.string?.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } ?? true
        // The line breaks of an expression are jq's.
        return isClean || value.string?.contains("${") == true ? nil : "a header cannot hold line breaks; remove them"
    }
}

extension String {
    /// RFC 9110, section 5.6.2.
    fileprivate var isToken: Bool {
        !isEmpty && utf8.allSatisfy { $0.isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains($0) }
    }
}
