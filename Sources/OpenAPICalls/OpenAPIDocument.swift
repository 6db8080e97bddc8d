internal import JSON
internal import Spelling
internal import YAML

/// An OpenAPI document of version 2.0, 3.0 or 3.1, ready to say how its operations are called.
package struct OpenAPIDocument: Sendable {
    /// The most bytes of a document.
    package static let sizeLimit = 4 << 20
    private static let methods: Set = ["delete", "get", "head", "options", "patch", "post", "put", "trace"]

    /// Where an operation stands.
    struct Place: Sendable {
        /// Its key in `paths`.
        let path: String
        let method: String
    }

    enum Version: Sendable { case two, three }

    let version: Version
    let root: References
    /// Where the document came from: relative URLs in it start there.
    let url: String
    private let operations: [String: [Place]]

    /// Reads a document, JSON or YAML.
    ///
    /// - Parameter url: where it came from.
    package init(_ bytes: [UInt8], from url: String) throws(OpenAPIError) {
        guard bytes.count <= Self.sizeLimit else { throw .sizeLimit(Self.sizeLimit) }
        try self.init(try Self.parsed(bytes), from: url)
    }

    init(_ document: JSON, from url: String) throws(OpenAPIError) {
        self.url = url
        root = References(document: document)
        // Where YAML has no quotes, versions are numbers, and 3.0 is 3.
        if document["swagger"]?.string == "2.0" || document["swagger"]?.number?.double == 2 {
            version = .two
        } else if let text = document["openapi"]?.string ?? document["openapi"]?.number?.text,
            ["3", "3.0", "3.1"].contains(where: { text == $0 || ($0 != "3" && text.hasPrefix($0 + ".")) })
        {
            version = .three
        } else {
            throw .version
        }
        operations = try Self.operations(root)
    }

    /// Where an operation stands.
    func place(of id: String) throws(OpenAPIError) -> Place {
        let places = operations[id] ?? []
        guard let place = places.first else {
            throw .unknownOperation(id, hint: NearestName.hint(for: id, among: operations.keys.sorted()))
        }
        guard places.count == 1 else { throw .ambiguousOperation(id) }
        return place
    }

    private static func parsed(_ bytes: [UInt8]) throws(OpenAPIError) -> JSON {
        let first = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        do {
            return first == UInt8(ascii: "{") ? try JSON(parsing: bytes) : try YAML.parse(bytes).value
        } catch {
            throw .syntax("\(error)")
        }
    }

    private static func operations(_ root: References) throws(OpenAPIError) -> [String: [Place]] {
        guard let paths = root.document["paths"]?.object else { throw .document("it has no `paths`") }
        var operations: [String: [Place]] = [:]
        for (path, item) in paths {
            for (method, operation) in try root.followed(item).object ?? [:] where methods.contains(method) {
                guard let id = operation["operationId"]?.string else { continue }
                operations[id, default: []].append(Place(path: path, method: method))
            }
        }
        return operations
    }
}
