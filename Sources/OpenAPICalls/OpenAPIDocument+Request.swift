package import JSON
internal import Spelling
internal import TextEncodings

extension OpenAPIDocument {
    /// The request that calls an operation.
    ///
    /// Members of `parameters` are the operation's parameters by name. Where the operation takes a body, the others are the
    /// body's members; or `body` (in version 2.0 also the body's own name), alone among them, is the whole body. A null is
    /// as if it were not there.
    package func request(operationID: String, parameters: JSONObject) throws(OpenAPIError) -> OpenAPIRequest {
        let place = try place(of: operationID)
        let item = try root.followed(root.document["paths"]?[place.path] ?? .null)
        let operation = item[place.method] ?? .null
        let declared = try declarations(item, operation)
        var parts = RequestParts()
        var rest = parameters
        for parameter in declared {
            rest[parameter.name] = nil
            guard let value = parameters[parameter.name], !value.isNull else {
                guard !parameter.isRequired else {
                    throw .missingParameter(parameter.name, place: parameter.location.rawValue)
                }
                continue
            }
            try parts.add(value, as: parameter)
        }
        var headers = parts.headers
        var body: [UInt8] = parts.form.isEmpty ? [] : Array(parts.form.joined(separator: "&").utf8)
        if !body.isEmpty { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
        if let description = try bodyDescription(operation, item) {
            if let written = try description.written(from: rest) {
                body = written.bytes
                headers.append(("Content-Type", written.mediaType))
            }
        } else if let unknown = rest.keys.first {
            throw .unknownParameter(unknown, hint: NearestName.hint(for: unknown, among: declared.map(\.name)))
        }
        let path = try path(place.path, parts.path)
        let query = parts.query.isEmpty ? "" : "?" + parts.query.joined(separator: "&")
        return OpenAPIRequest(
            method: place.method.uppercased(), url: try serverURL(item, operation) + path + query, headers: headers,
            body: body)
    }

    /// Those of the operation, and those of its path that it does not override.
    private func declarations(_ item: JSON, _ operation: JSON) throws(OpenAPIError) -> [ParameterDeclaration] {
        var declared: [ParameterDeclaration] = []
        for value in (item["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? []) {
            let value = try root.followed(value)
            // The body has a description of its own.
            if version == .two, value["in"] == "body" { continue }
            guard let parameter = try ParameterDeclaration(value, version, root) else { continue }
            declared.removeAll { $0.name == parameter.name && $0.location == parameter.location }
            declared.append(parameter)
        }
        return declared
    }

    private func bodyDescription(_ operation: JSON, _ item: JSON) throws(OpenAPIError) -> RequestBody? {
        switch version {
        case .three:
            guard let body = operation["requestBody"] else { return nil }
            return RequestBody(try root.followed(body), root: root)
        case .two:
            for value in (operation["parameters"]?.array ?? []) + (item["parameters"]?.array ?? []) {
                let value = try root.followed(value)
                guard value["in"] == "body" else { continue }
                let types = operation["consumes"]?.array ?? root.document["consumes"]?.array ?? ["application/json"]
                return RequestBody(twoPointZero: value, mediaTypes: types.compactMap(\.string), root: root)
            }
            return nil
        }
    }

    /// The path with its parameters in place of `{name}`.
    private func path(_ template: String, _ values: [String: String]) throws(OpenAPIError) -> String {
        var path = ""
        var rest = template[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: start)..<end])
            guard let value = values[name] else { throw .document("the path has {\(name)}, which is no parameter") }
            path += rest[..<start] + value
            rest = rest[rest.index(after: end)...]
        }
        path += rest
        // Whoever sends the request would leave them out, and another operation would be called.
        let segments = path.split(separator: "/").map { PercentEncoding.decode($0) }
        if let name = values.keys.sorted().first, segments.contains(".") || segments.contains("..") {
            throw .unusableParameter(name, problem: "makes `.` or `..` a part of the path")
        }
        return path.hasPrefix("/") ? path : "/" + path
    }
}
