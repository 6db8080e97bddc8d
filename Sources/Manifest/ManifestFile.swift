internal import JSON
internal import YAML

/// A manifest with the lines of its text, so that what is wrong with it can be shown where it stands.
struct ManifestFile<Manifest: Decodable> {
    let path: String
    let manifest: Manifest
    private let document: YAMLDocument

    /// - Throws: ``ManifestError`` for what is not YAML, for members that nobody knows, and for values of the wrong kind.
    init(_ path: String) throws(ManifestError) {
        self.path = path
        let document = try Self.document(path)
        self.document = document
        do {
            manifest = try document.value.decode(Manifest.self)
        } catch let error as JSONShapeError {
            throw ManifestError(file: path, issues: error.errors.map { Self.issue($0, in: document) })
        } catch {
            throw ManifestError(file: path, "\(error)")
        }
    }

    private static func document(_ path: String) throws(ManifestError) -> YAMLDocument {
        let text = try TextFile.read(path)
        do {
            return try YAML.parse(text.utf8)
        } catch {
            throw ManifestError(file: path, line: error.line, error.message)
        }
    }

    func issue(at pointer: String, _ message: String) -> ManifestError.Issue {
        Self.issue(JSONPointer(pointer) ?? .root, message, in: document)
    }

    private static func issue(_ issue: JSONShapeError.Issue, in document: YAMLDocument) -> ManifestError.Issue {
        Self.issue(issue.pointer, issue.message, in: document)
    }

    private static func issue(
        _ pointer: JSONPointer, _ message: String, in document: YAMLDocument
    ) -> ManifestError.Issue {
        let name = pointer.tokens.isEmpty ? "" : pointer.tokens.joined(separator: ".") + ": "
        // A missing member has no line; that of the whole it is missing from says where it belongs.
        let line = document.line(of: pointer) ?? document.line(of: JSONPointer(tokens: pointer.tokens.dropLast()))
        return ManifestError.Issue(line: line, message: name + message)
    }
}
