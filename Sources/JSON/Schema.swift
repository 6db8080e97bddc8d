/// A JSON Schema (2020-12) of values that the API takes or answers, with the named schemas that it refers to.
///
/// Only describes: what a request may say is checked by the code that reads it.
package struct Schema: Sendable, Hashable {
    /// Where the schemas with names stand in an OpenAPI document.
    package static let componentPath = "#/components/schemas/"

    package let json: JSON
    /// The named schemas that this one refers to, and those refer to, by name.
    package let components: [String: JSON]

    init(_ members: JSONObject, _ parts: [Schema] = []) {
        json = .object(members)
        components = Self.merged(parts)
    }

    private init(json: JSON, components: [String: JSON]) {
        self.json = json
        self.components = components
    }

    /// The same schema under a name, which is referred to wherever it is used.
    package func named(_ name: String) -> Schema {
        Schema(
            json: ["$ref": .string(Self.componentPath + name)],
            components: components.merging([name: json]) { _, own in own })
    }

    /// Says what the values mean.
    package func described(_ text: String) -> Schema {
        with("description", .string(text))
    }

    /// - Parameter value: what is meant where the value is left out.
    package func defaulting(to value: JSON) -> Schema {
        with("default", value)
    }

    /// Takes null too.
    package var orNull: Schema {
        guard var members = json.object, let type = members["type"]?.string else {
            return Schema(["anyOf": [json, ["type": "null"]]], [self])
        }
        members["type"] = [.string(type), "null"]
        if let choices = members["enum"]?.array { members["enum"] = .array(choices + [.null]) }
        return Schema(json: .object(members), components: components)
    }

    private func with(_ keyword: String, _ value: JSON) -> Schema {
        var json = json
        json[keyword] = value
        return Schema(json: json, components: components)
    }

    private static func merged(_ parts: [Schema]) -> [String: JSON] {
        parts.reduce(into: [:]) { all, part in all.merge(part.components) { first, _ in first } }
    }
}
