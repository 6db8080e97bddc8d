internal import JSON

/// What the functions say about themselves, put together.
struct OpenAPIParts {
    private(set) var paths: JSONObject = [:]
    /// In the order of the operations.
    private(set) var tags: [String] = []
    private var components: [String: JSONObject] = [:]
    private var ids: Set<String> = []

    /// The components of a kind, such as `schemas`, by name.
    func sorted(_ kind: String) -> JSONObject {
        let named = (components[kind] ?? [:]).sorted { $0.key < $1.key }
        return JSONObject(uniqueKeysWithValues: named.map { ($0.key, $0.value) })
    }

    /// - Parameter part: `{"paths": {…}, "schemas": {…}, "responses": {…}}`.
    /// - Throws: ``ManifestError`` where two functions claim one path, operation id or component.
    mutating func add(_ part: JSON, of program: String) throws(ManifestError) {
        guard let paths = part["paths"]?.object else {
            throw ManifestError(file: program, "does not describe itself: it prints no paths")
        }
        for (path, methods) in paths {
            guard self.paths.updateValue(methods, forKey: path) == nil else {
                throw ManifestError(file: program, "describes \(path), which another function serves")
            }
            for operation in (methods.object ?? [:]).values { try note(operation, of: program) }
        }
        for kind in ["schemas", "responses"] {
            for (name, component) in part[kind]?.object ?? [:] {
                let other = components[kind, default: [:]].updateValue(component, forKey: name)
                guard other == nil || other == component else {
                    throw ManifestError(file: program, "another function has another \(name) among its \(kind)")
                }
            }
        }
    }

    private mutating func note(_ operation: JSON, of program: String) throws(ManifestError) {
        guard let id = operation["operationId"]?.string, ids.insert(id).inserted else {
            throw ManifestError(file: program, "has an operation without an id, or with one that another has too")
        }
        for tag in operation["tags"]?.array ?? [] {
            if let name = tag.string, !tags.contains(name) { tags.append(name) }
        }
    }
}
