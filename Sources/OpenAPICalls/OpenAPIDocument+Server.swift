internal import JSON

extension OpenAPIDocument {
    /// Where the paths begin, without a slash at its end.
    func serverURL(_ item: JSON, _ operation: JSON) throws(OpenAPIError) -> String {
        let text =
            switch version {
            case .two: try hostAndBasePath(operation)
            case .three:
                try expanded(
                    operation["servers"]?[0] ?? item["servers"]?[0] ?? root.document["servers"]?[0] ?? ["url": "/"])
            }
        guard let base = DocumentURL(url), let absolute = base.resolved(text) else {
            throw .document("its server is not at a URL with http or https, nor relative to one")
        }
        return absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }

    /// Of version 2.0: what is not said is as it is for the document.
    private func hostAndBasePath(_ operation: JSON) throws(OpenAPIError) -> String {
        let schemes = (operation["schemes"] ?? root.document["schemes"])?.array?.compactMap(\.string) ?? []
        let usable = schemes.filter { $0 == "http" || $0 == "https" }
        guard schemes.isEmpty || !usable.isEmpty else { throw .document("its `schemes` are neither http nor https") }
        let scheme = usable.contains("https") ? "https:" : usable.first.map { $0 + ":" } ?? ""
        let path = root.document["basePath"]?.string ?? "/"
        if let host = root.document["host"]?.string { return "\(scheme)//\(host)\(path)" }
        guard !scheme.isEmpty, let base = DocumentURL(url) else { return path }
        return "\(scheme)//\(base.authority)\(path)"
    }

    /// The server's URL with the defaults of its variables.
    private func expanded(_ server: JSON) throws(OpenAPIError) -> String {
        guard var text = server["url"]?.string else { throw .document("a server has no `url`") }
        for (name, variable) in server["variables"]?.object ?? [:] {
            guard let value = variable["default"]?.string ?? variable["default"]?.number?.text else {
                throw .document("the variable `\(name)` of a server has no `default`")
            }
            text = text.split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: value)
        }
        guard !text.contains("{") else {
            throw .document("the `url` of a server has variables that it does not declare")
        }
        return text
    }
}
