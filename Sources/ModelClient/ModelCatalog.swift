internal import Glibc
internal import JSON

/// The models of an installation, from the file that `MODELS_FILE` names.
///
///     {"models": [{"name": "local", "url": "http://127.0.0.1:8081/v1", "model": "SmolLM2-135M-Instruct"}], "default": "local"}
///
/// A model that needs a key has `apiKeyFile` (from the catalog's folder on) or `apiKeyVariable`.
package struct ModelCatalog: Sendable {
    /// The most bytes of the file.
    package static let limit = 1 << 20

    /// In the order of the file.
    private let endpoints: [ModelEndpoint]
    /// The name of the model of agents that name none.
    package let `default`: String

    /// - Parameter path: nil: nobody has said where it is, which is an error too.
    /// - Throws: ``ModelCatalogError`` with all that is wrong.
    package init(contentsOf path: String?) throws(ModelCatalogError) {
        guard let path, !path.isEmpty else {
            throw ModelCatalogError(file: nil, "set MODELS_FILE to the file that lists the models agents may use")
        }
        guard let bytes = TextFile.read(path, limit: Self.limit) else {
            throw ModelCatalogError(file: path, "cannot be read: \(String(cString: strerror(errno)))")
        }
        let body: ModelCatalogBody
        do {
            body = try JSON(parsing: bytes).decode(ModelCatalogBody.self)
        } catch let error as JSONShapeError {
            throw ModelCatalogError(file: path, issues: error.errors.map { "\($0.pointer): \($0.message)" })
        } catch {
            throw ModelCatalogError(file: path, "\(error)")
        }
        let issues = body.issues
        guard issues.isEmpty else { throw ModelCatalogError(file: path, issues: issues) }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        endpoints = body.models.map { $0.endpoint(folder: folder) }
        `default` = body.default
    }

    /// The model of this name.
    package subscript(name: String) -> ModelEndpoint? {
        endpoints.first { $0.name == name }
    }

    package var names: [String] {
        endpoints.map(\.name)
    }
}
