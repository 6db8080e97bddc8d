import JSON
import YAML

/// Reads workflow documents.
package enum WorkflowParser {
    package enum Format: Sendable {
        case yaml, json
    }

    package enum Purpose: Sendable {
        /// Any document of the language.
        case reading
        /// What this version cannot run is refused by name; what stands elsewhere may be missing, see
        /// ``Workflow/unresolved``.
        case resolving
        /// The same but for the languages of schemas, since versions that are there must go on; and what stands elsewhere must be
        /// there.
        case running
    }

    /// The longest document, in bytes.
    package static let documentLimit = 1_048_576
    /// The most tasks of a workflow, at all depths together.
    package static let taskLimit = 10_000
    /// How deep task lists may stand inside tasks.
    package static let nestingLimit = 32
    /// The longest name of a task, in characters.
    package static let taskNameLimit = 255
    /// The longest expression, in bytes.
    package static let expressionLengthLimit = 16_384
    /// The most different expressions of a workflow: they are compiled as one program.
    package static let expressionLimit = 2_000
    /// The longest address of a definition that stands elsewhere, in bytes.
    package static let addressLimit = 2_048
    /// The longest duration.
    package static let durationLimit = Duration.seconds(3_660 * 24 * 3_600)
    /// The most errors that are reported, and the most text in them, in bytes.
    static let issueLimit = 200
    static let issueTextLimit = 262_144

    /// Reads a document in UTF-8.
    ///
    /// Whether a document is one of the language and whether this version runs it are two questions; both are answered
    /// at once but for ``Purpose/reading``.
    ///
    /// - Parameter texts: the definitions that stand elsewhere, by their addresses (``ExternalReference/address``).
    /// - Throws: ``WorkflowDocumentError`` with everything that is wrong, except that a text that is no YAML or JSON at
    ///   all has one error, the first.
    package static func parse(
        _ bytes: [UInt8], as format: Format, for purpose: Purpose = .reading, with texts: [String: String] = [:]
    ) throws(WorkflowDocumentError) -> Workflow {
        guard bytes.count <= documentLimit else {
            throw WorkflowDocumentError(
                "the document has \(bytes.count) bytes; \(documentLimit) is the limit: split it into several workflows")
        }
        let reader: DocumentReader
        switch format {
        case .yaml:
            let document = try yaml(bytes)
            reader = DocumentReader(document.value, purpose, texts, line: document.line(of:))
        case .json:
            let document = try json(bytes)
            reader = DocumentReader(document.value, purpose, texts, line: document.line(of:))
        }
        return try reader.read()
    }

    private static func yaml(_ bytes: [UInt8]) throws(WorkflowDocumentError) -> YAMLDocument {
        do {
            return try YAML.parse(bytes)
        } catch {
            throw WorkflowDocumentError("not YAML: \(error)", line: error.line)
        }
    }

    private static func json(_ bytes: [UInt8]) throws(WorkflowDocumentError) -> JSONDocument {
        do {
            return try JSONDocument(parsing: bytes)
        } catch {
            throw WorkflowDocumentError("not JSON: \(error)", line: error.line)
        }
    }
}

extension WorkflowDocumentError {
    /// One error about the document as a whole.
    fileprivate init(_ message: String, line: Int? = nil) {
        self.init(errors: [Issue(pointer: .root, line: line, message: message)])
    }
}
