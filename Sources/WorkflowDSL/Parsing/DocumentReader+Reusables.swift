import JSON

extension DocumentReader {
    /// `use`: what tasks refer to by name.
    func readReusables(_ node: DocumentNode) {
        guard let members = members(of: node, taking: ["errors", "retries"], unsupported: Unsupported.inUse) else {
            return
        }
        for (name, error) in members["errors"].flatMap({ anyMembers(of: $0) })?.all ?? [] {
            errors[name] = errorDefinition(error)
        }
        for (name, retry) in members["retries"].flatMap({ anyMembers(of: $0) })?.all ?? [] {
            retries[name] = retryDefinition(retry)
        }
    }

    /// What the document defines under `use`, right or wrong.
    func reusables(_ group: String) -> JSONObject {
        document.value["use"]?[group]?.object ?? [:]
    }
}
