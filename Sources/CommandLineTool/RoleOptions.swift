import ArgumentParser
import JSON

/// Roles with the places where they count.
struct RoleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A role in all of the tenant, or with @NAMESPACE for the workflows and runs of that. Again for more.",
            valueName: "role[@namespace]"))
    var role: [String] = []

    func validate() throws {
        guard !role.isEmpty else { throw ValidationError("Name at least one --role, such as --role viewer.") }
    }

    /// As the API takes them.
    var body: JSON {
        .array(
            role.map { text in
                let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
                var entry: JSONObject = ["role": .string(String(parts[0]))]
                if parts.count > 1 { entry["namespace"] = .string(String(parts[1])) }
                return .object(entry)
            })
    }
}
