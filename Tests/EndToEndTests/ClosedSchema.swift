import JSON

/// Makes a schema of the API's description one that takes no members beyond those it names: to clients answers may get more
/// with time, in tests each must be described.
struct ClosedSchema {
    let document: APIDescription

    func closed(_ schema: JSON) -> JSON {
        guard var members = document.resolved(schema).object else { return schema }
        if let parts = members["allOf"]?.array, parts.contains(where: { document.resolved($0)["properties"] != nil }) {
            members["allOf"] = nil
            for part in parts { merge(document.resolved(part), into: &members) }
        }
        for keyword in ["anyOf", "oneOf"] {
            if let choices = members[keyword]?.array { members[keyword] = .array(choices.map(closed)) }
        }
        if let item = members["items"] { members["items"] = closed(item) }
        if let properties = members["properties"]?.object {
            members["properties"] = .object(properties.mapValues(closed))
            if members["additionalProperties"] == nil { members["additionalProperties"] = false }
        }
        return .object(members)
    }

    private func merge(_ part: JSON, into members: inout JSONObject) {
        var properties = members["properties"]?.object ?? [:]
        for (name, schema) in part["properties"]?.object ?? [:] {
            properties[name] = properties[name].map { ["allOf": [$0, schema]] } ?? schema
        }
        let required = (members["required"]?.array ?? []) + (part["required"]?.array ?? [])
        members["type"] = "object"
        members["properties"] = .object(properties)
        members["required"] = .array(required.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
}
