import Foundation
import HTTPClient
import JSON
import JSONSchema
import Manifest
import Synchronization
import TestServers

/// The description of the API, which answers are held against.
final class APIDescription: Sendable {
    static let shared = Result { try APIDescription() }

    let document: JSON
    let operations: [DescribedOperation]
    private let schemas = Mutex<[String: JSONSchema]>([:])

    private init() throws {
        let text = try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/openapi.json"
            try Self.render(to: file)
            return try Data(contentsOf: URL(filePath: file))
        }
        let document = try JSON(parsing: text)
        self.document = document
        operations = (document["paths"]?.object ?? [:]).flatMap { path, methods in
            (methods.object ?? [:]).map { DescribedOperation(method: $0.key.uppercased(), path: path, json: $0.value) }
        }
    }

    /// Fills the folder from which nginx serves the description and its explorer.
    static func install(in folder: String) throws {
        try render(to: "\(folder)/openapi.json")
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder)/docs", withIntermediateDirectories: true)
        let own = "\(TestServers.packageRoot)/nginx/docs"
        let swagger = try? TestServers.tool("explorer/flask_swagger_ui/dist")
        let sources =
            try files.contentsOfDirectory(atPath: own).map { ("\(own)/\($0)", $0) }
            + ["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"].compactMap { name in
                swagger.map { ("\($0)/\(name)", name) }
            }
        for (source, name) in sources {
            try files.createSymbolicLink(atPath: "\(folder)/docs/\(name)", withDestinationPath: source)
        }
    }

    /// What an answer does that is not described; nothing for requests that are for no operation.
    func issues(with answer: HTTPResponse, to method: String, _ path: String) -> [String] {
        guard let operation = operations.first(where: { $0.takes(method, path) }) else { return [] }
        guard let described = response(answer.status, of: operation) else {
            return ["\(operation.id) does not describe the status \(answer.status): \(answer.text.prefix(300))"]
        }
        guard let content = described["content"]?.object else {
            return answer.body.isEmpty ? [] : ["\(operation.id) describes no body with \(answer.status)"]
        }
        let type = String((answer.header("Content-Type") ?? "").prefix { $0 != ";" })
        guard let schema = content[type]?["schema"] else {
            return ["\(operation.id) does not describe \(answer.status) as \(type)"]
        }
        guard type.hasSuffix("json") else { return [] }
        guard let body = try? answer.json else { return ["\(operation.id) \(answer.status): its body is no JSON"] }
        do {
            return try checked(schema, named: "\(operation.id) \(answer.status)").issues(body).map {
                "\(operation.id) \(answer.status) at \($0.pointer): \($0.message): \(answer.text.prefix(300))"
            }
        } catch {
            return ["\(operation.id) \(answer.status): its schema cannot be used: \(error)"]
        }
    }

    /// An answer as the document describes it, also where it refers to a component.
    func response(_ status: Int, of operation: DescribedOperation) -> JSON? {
        guard let response = operation.json["responses"]?["\(status)"] else { return nil }
        return resolved(response)
    }

    func resolved(_ value: JSON) -> JSON {
        guard let place = value["$ref"]?.string.flatMap({ JSONPointer(String($0.dropFirst())) }) else { return value }
        return document[place] ?? .null
    }

    /// - Parameter name: under which the schema is kept.
    func checked(_ schema: JSON, named name: String) throws -> JSONSchema {
        if let kept = schemas.withLock({ $0[name] }) { return kept }
        let made = try JSONSchema(ClosedSchema(document: self).closed(schema))
        schemas.withLock { $0[name] = made }
        return made
    }

    private static func render(to file: String) throws {
        let root = TestServers.packageRoot
        let fleet = try Fleet(functionsDirectory: "\(root)/functions", daemonsDirectory: "\(root)/Sources")
        _ = try OpenAPIRendering(fleet, binaries: TestServers.binaries, version: "0.0.0").write(to: file)
    }
}
