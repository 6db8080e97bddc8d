import JSON

/// Makes small values that a JSON Schema allows: the one of the language, which says more than examples do.
struct SchemaSampler {
    let root: JSON

    /// An object's members as one of the schema's alternatives has them.
    struct Shape {
        var properties: JSONObject = [:]
        var required: Set<String> = []
        /// The schema of members with any name; nil where there are none.
        var additional: JSON?
        var needsMember = false
    }

    /// What a parser may ask for beyond the schema, by the schema's title.
    private static let requiredByTitle: [String: Set<String>] = [
        "A2AArguments": ["server"], "OAuth2AuthenticationData": ["authority", "grant"],
        "OAuth2ConnectAuthenticationProperties": ["authority", "grant"],
        "OpenIdConnectAuthenticationProperties": ["authority", "grant"],
        "EmitEventDefinition": ["with"], "ContainerLifetime": ["after"], "Schedule": ["every"],
    ]
    private static let textByTitle = [
        "ScheduleCron": "0 0 * * *", "SetTaskConfiguration": "${ . }", "WithA2AParameters": "${ . }",
        "McpMethodParameters": "${ . }", "ContainerCleanupPolicy": "eventually",
    ]
    private static let textByPattern: [(prefix: String, text: String)] = [
        ("^\\s*\\$\\{", "${ . }"), ("^(0|[1-9]", "1.0.3"), ("^P(?!$)", "PT1S"),
        ("^[A-Za-z][A-Za-z0-9+", "https://a.example"),
    ]

    /// A schema with what it refers to; its own words win.
    func resolved(_ schema: JSON) -> JSON {
        guard case .object(var members) = schema, let reference = members["$ref"]?.string,
            let pointer = JSONPointer(String(reference.dropFirst())), let target = root[pointer]
        else { return schema }
        members["$ref"] = nil
        var merged = resolved(target).object ?? [:]
        for (name, value) in members {
            if name == "required" || name == "properties", merged[name] != nil {
                merged["allOf"] = .array((merged["allOf"]?.array ?? []) + [.object([name: value])])
            } else {
                merged[name] = value
            }
        }
        return .object(merged)
    }

    /// The schema itself, or one for each thing that it says a value can be.
    func alternatives(of schema: JSON) -> [JSON] {
        let schema = hoisted(resolved(schema))
        guard let choices = schema["oneOf"]?.array ?? schema["anyOf"]?.array else { return [schema] }
        var rest = schema.object ?? [:]
        rest["oneOf"] = nil
        rest["anyOf"] = nil
        let chosen = choices.map { Set((resolved($0)["required"]?.array ?? []).compactMap(\.string)) }
        return choices.enumerated().flatMap { index, choice in
            alternatives(of: choice).map { choice in
                // What another choice asks for excludes this one.
                let foreign = chosen.indices.filter { $0 != index }.reduce(into: Set()) { $0.formUnion(chosen[$1]) }
                    .subtracting(chosen[index])
                var merged = rest
                merged["properties"] = merged["properties"]?.object.map {
                    .object($0.filter { !foreign.contains($0.key) })
                }
                merged["allOf"] = .array((merged["allOf"]?.array ?? []) + [choice])
                if merged["type"] == nil { merged["type"] = choice["type"] }
                for word in ["enum", "const", "pattern", "format", "default"] where merged[word] == nil {
                    merged[word] = choice[word]
                }
                return .object(merged)
            }
        }
    }

    /// The schema with the choices of one of its parts as its own.
    private func hoisted(_ schema: JSON) -> JSON {
        guard schema["oneOf"] == nil, let parts = schema["allOf"]?.array.map({ $0.map(resolved) }),
            let index = parts.firstIndex(where: { $0["oneOf"] != nil })
        else { return schema }
        var schema = schema
        schema["oneOf"] = parts[index]["oneOf"]
        var rest = parts
        rest[index]["oneOf"] = nil
        schema["allOf"] = .array(rest)
        return schema
    }

    /// - Parameter schema: one of ``alternatives(of:)``.
    func shape(of schema: JSON) -> Shape? {
        var shape = Shape()
        guard add(schema, to: &shape) else { return nil }
        shape.required = shape.required.filter { shape.properties[$0] != false }
        shape.properties = shape.properties.filter { $0.value != false }
        return shape
    }

    private func add(_ schema: JSON, to shape: inout Shape) -> Bool {
        let schema = resolved(schema)
        var isObject = schema["type"] == "object"
        for (name, property) in schema["properties"]?.object ?? [:] {
            isObject = true
            // What one part forbids no other allows.
            if shape.properties[name] != false { shape.properties[name] = property }
        }
        shape.required.formUnion((schema["required"]?.array ?? []).compactMap(\.string))
        shape.required.formUnion(Self.requiredByTitle[schema["title"]?.string ?? ""] ?? [])
        if let additional = schema["additionalProperties"], additional != false { shape.additional = additional }
        if (schema["minProperties"]?.int ?? 0) > 0 { shape.needsMember = true }
        for part in schema["allOf"]?.array ?? [] { isObject = add(part, to: &shape) || isObject }
        return isObject
    }

    func sample(_ schema: JSON) -> JSON {
        let schema = alternatives(of: schema)[0]
        if let constant = schema["const"] { return constant }
        if let text = Self.textByTitle[schema["title"]?.string ?? ""], schema["type"] != "object" {
            return .string(text)
        }
        if let value = schema["default"] { return value }
        if let value = schema["enum"]?[0] { return value }
        switch schema["type"]?.string {
        case "string": return .string(text(schema))
        case "integer": return 1
        case "boolean": return true
        case "array":
            let needsElement = (schema["minItems"]?.int ?? 0) > 0
            return .array(needsElement ? [sample(schema["items"] ?? [:])] : [])
        default: return shape(of: schema).map(sample) ?? [:]
        }
    }

    /// An object with no more than it needs.
    func sample(_ shape: Shape) -> JSON {
        var members = JSONObject()
        for (name, property) in shape.properties where shape.required.contains(name) {
            members[name] = sample(property)
        }
        for name in shape.required.sorted() where members[name] == nil { members[name] = "sample" }
        if members.isEmpty, shape.needsMember {
            if let (name, property) = shape.properties.elements.first.map({ ($0.key, $0.value) }) {
                members[name] = sample(property)
            } else {
                members["sample"] = shape.additional.map { $0 == true ? "sample" : sample($0) } ?? "sample"
            }
        }
        return .object(members)
    }

    private func text(_ schema: JSON) -> String {
        let pattern = schema["pattern"]?.string ?? ""
        if let known = Self.textByPattern.first(where: { pattern.hasPrefix($0.prefix) }) { return known.text }
        switch schema["format"] {
        case "json-pointer": return "/do/0"
        case "date-time": return "2026-01-31T12:00:00Z"
        default: return "sample"
        }
    }
}
