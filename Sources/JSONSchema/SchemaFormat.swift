/// The languages of schemas that can be checked, by the names that workflows have for them (DSL reference, "Schema").
package enum SchemaFormat {
    /// Draft 6 is a part of draft 7.
    private static let supported: Set = [
        "json", "json:draft-6", "json:draft-06", "json:draft-7", "json:draft-07",
        "json:http://json-schema.org/draft-06/schema", "json:http://json-schema.org/draft-07/schema",
    ]

    package static func isSupported(_ name: String) -> Bool {
        let name = name.lowercased()
        return supported.contains(name.hasSuffix("#") ? String(name.dropLast()) : name)
    }

    /// - Throws: ``JSONSchemaError`` for a language that cannot be checked: values would pass that their author forbids.
    package static func check(_ name: String) throws(JSONSchemaError) {
        guard !isSupported(name) else { return }
        throw JSONSchemaError(
            message: """
                schemas of the format `\(name.prefix(60))` cannot be checked: write `json` or `json:draft-7`, and use \
                keywords of draft 7
                """)
    }
}
