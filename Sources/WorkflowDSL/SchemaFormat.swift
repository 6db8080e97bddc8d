/// The languages of schemas that can be checked, by the names that workflows have for them (DSL reference, "Schema").
package enum SchemaFormat {
    /// Draft 6 is a part of draft 7.
    private static let supported: Set = ["json", "json:draft-6", "json:draft-06", "json:draft-7", "json:draft-07"]

    package static func isSupported(_ name: String) -> Bool { supported.contains(name.lowercased()) }

    /// What to write in the place of a language that cannot be checked: values would pass that their author forbids.
    package static let advice = "write `json` or `json:draft-7`, and use keywords of draft 7"
}
