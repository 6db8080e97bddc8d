internal import FunctionKit
internal import HTTPClient
internal import OutboundRules
internal import WorkflowDSL
internal import Workflows

/// Fetches what a document uses and does not hold: functions of catalogs, functions by address, schemas. This happens once,
/// when a version is deployed; what came is kept with the version, and no run fetches it again.
struct DefinitionFetch {
    /// The most definitions of a document, those that its definitions use included.
    static let resourceLimit = 32
    /// The most bytes of one.
    static let sizeLimit = 256 * 1_024
    /// The longest that all may take together.
    static let timeLimit = Duration.seconds(15)
    /// How many definitions may use each other in a row.
    static let depthLimit = 8

    /// Its thread starts with the first request.
    private static let client = HTTPClient()

    /// What may be connected to.
    let rule: OutboundRule
    /// The address of the catalog `default`; nil: there is none.
    let defaultCatalog: String?

    /// What is wrong with references of a document.
    struct Unresolved: Error {
        let errors: [ProblemDetail]
    }

    /// Reads a document with all that it uses.
    ///
    /// - Throws: `WorkflowDocumentError`, ``Unresolved``.
    func resolve(_ source: WorkflowSource) throws -> (workflow: Workflow, resources: [WorkflowResource]) {
        let deadline = ContinuousClock.now + Self.timeLimit
        var resources: [WorkflowResource] = []
        for depth in 0... {
            let workflow = try source.parsed(for: .resolving, with: resources)
            let missing = workflow.unresolved
            guard let first = missing.first else { return (workflow, resources) }
            guard depth < Self.depthLimit else {
                throw Unresolved(
                    first, "definitions use each other deeper than \(Self.depthLimit) levels, which is the limit")
            }
            guard resources.count + missing.count <= Self.resourceLimit else {
                throw Unresolved(
                    first,
                    "the document uses more than \(Self.resourceLimit) definitions from elsewhere, which is the limit")
            }
            resources += try fetch(missing, until: deadline)
        }
        return (try source.parsed(for: .running, with: resources), resources)
    }

    private func fetch(
        _ references: [ExternalReference], until deadline: ContinuousClock.Instant
    ) throws(Unresolved) -> [WorkflowResource] {
        var resources: [WorkflowResource] = []
        var errors: [ProblemDetail] = []
        for reference in references {
            switch fetch(reference, until: deadline) {
            case .success(let text): resources.append(WorkflowResource(address: reference.address, text: text))
            case .failure(let reason): errors.append(ProblemDetail(reference, "\(reason); \(reference.kind.advice)"))
            }
        }
        guard errors.isEmpty else { throw Unresolved(errors: errors) }
        return resources
    }

    private struct Reason: Error, CustomStringConvertible {
        let description: String
    }

    private func fetch(
        _ reference: ExternalReference, until deadline: ContinuousClock.Instant
    ) -> Result<String, Reason> {
        guard let url = url(of: reference.address) else {
            return .failure(Reason(description: "this installation has no catalog `default` with \(reference.address)"))
        }
        let timeLeft = deadline - .now
        guard timeLeft > .zero else {
            return .failure(Reason(description: "\(url) was not fetched: all took longer than \(Self.timeLimit)"))
        }
        let accepted = "application/yaml, application/json, text/*;q=0.9, */*;q=0.5"
        let request = HTTPRequest(
            method: "GET", url: url, headers: [("Accept", accepted)], timeout: timeLeft,
            connectTimeout: min(timeLeft, HTTPRequest.standardConnectTimeout), maxResponseBytes: Self.sizeLimit,
            followRedirects: true, rule: rule)
        do {
            let response = try Self.client.send(request)
            guard (200..<300).contains(response.status) else {
                return .failure(Reason(description: "GET \(url) answered with status \(response.status)"))
            }
            guard let text = String(validating: response.body, as: UTF8.self) else {
                return .failure(Reason(description: "GET \(url) answered with something that is no text in UTF-8"))
            }
            return .success(text)
        } catch {
            return .failure(Reason(description: "GET \(url): \(explained(error))"))
        }
    }

    private func explained(_ error: any Error) -> String {
        if let error = error as? HTTPError, case .addressRefused = error {
            return "\(error) (an admin adds it to outboundAllow: intelligentic tenant policy set)"
        }
        return "\(error)"
    }

    private func url(of address: String) -> String? {
        guard !address.contains("://") else { return address.asRawFile }
        return defaultCatalog.map { (($0.hasSuffix("/") ? $0 : $0 + "/") + address).asRawFile }
    }
}

extension DefinitionFetch.Unresolved {
    fileprivate init(_ reference: ExternalReference, _ message: String) {
        errors = [ProblemDetail(reference, message)]
    }
}

extension ProblemDetail {
    fileprivate init(_ reference: ExternalReference, _ message: String) {
        self.init(pointer: reference.pointer, line: reference.line, message: message)
    }
}

extension ExternalReference.Kind {
    fileprivate var advice: String {
        switch self {
        case .function: "correct the address, or define the function in `use.functions`"
        case .schema: "correct the address, or write the schema into the document, as `schema.document`"
        }
    }
}

extension String {
    /// The file that a page of GitHub or GitLab shows (specification, "Catalogs").
    fileprivate var asRawFile: String {
        if let match = wholeMatch(of: /https:\/\/github\.com\/([^\/?#]+\/[^\/?#]+)\/(?:tree|blob)\/([^?#]+)/) {
            return "https://raw.githubusercontent.com/\(match.1)/\(match.2)"
        }
        if let match = wholeMatch(of: /(https:\/\/gitlab\.com\/[^?#]+)\/-\/(?:tree|blob)\/([^?#]+)/) {
            return "\(match.1)/-/raw/\(match.2)"
        }
        return self
    }
}
