package import JSON

/// A function's part of the API's description: `{"paths": {…}, "schemas": {…}, "responses": {…}}`, in the order of its endpoints.
/// `intelligentic render openapi` puts the parts together.
package enum FunctionDocument {
    /// The argument with which a function prints its part and ends.
    package static let argument = "--openapi"

    package static func json(_ function: any Function.Type) -> JSON {
        var paths: JSONObject = [:]
        var schemas: [String: JSON] = [:]
        for endpoint in function.endpointTypes {
            let operation = OperationDocument(endpoint)
            let path = operation.route.path.description
            var methods = paths[path]?.object ?? [:]
            methods[operation.route.method.rawValue.lowercased()] = operation.json
            paths[path] = .object(methods)
            schemas.merge(operation.schemas) { first, second in
                precondition(first == second, "\(function.name) has two schemas with one name")
                return first
            }
        }
        let sorted = schemas.sorted { $0.key < $1.key }
        return [
            "paths": .object(paths), "schemas": .object(JSONObject(uniqueKeysWithValues: sorted.map { ($0, $1) })),
            "responses": .object(OperationDocument.responses),
        ]
    }
}
