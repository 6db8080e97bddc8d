import CallAuthentication
import HTTPClient
import Identity
import JSON
import OpenAPICalls
import OutboundRules
import Synchronization
import WorkflowEngine

/// Calls services for runs: with credentials, by an address or by an operation of an OpenAPI document. The threads of a
/// worker share it.
final class OutgoingCalls: Sendable {
    /// How long an OpenAPI document is taken for the present one.
    static let documentLifetime = Duration.seconds(60)
    /// The most documents that are kept; with one more all are forgotten.
    static let documentLimit = 100

    /// On whose behalf a call is made, and where it may go.
    struct Caller: Sendable {
        let tenant: TenantID
        /// The key of the effect.
        let idempotencyKey: String
        let rule: OutboundRule
    }

    /// Documents are of a tenant: what one may read, another may not.
    private struct DocumentKey: Hashable {
        let tenant: TenantID
        let url: String
        let credentials: String
    }

    private let sender: AuthenticatedSender
    private let documents = Mutex<[DocumentKey: (document: OpenAPIDocument, until: ContinuousClock.Instant)]>([:])

    init(client: HTTPClient) {
        sender = AuthenticatedSender(client: client)
    }

    /// Sends a request of a run.
    ///
    /// - Parameter then: called once with what a journal records, or with the error; must not block.
    func send(
        _ effect: HTTPEffect, for caller: Caller,
        then: @escaping @Sendable (Result<HTTPResponse, WorkflowError>) -> Void
    ) -> Stages {
        let underWay = Stages()
        send(effect, for: caller, in: underWay, isLast: true, then: then)
        return underWay
    }

    /// Calls an operation of a run.
    ///
    /// - Parameter then: called once with the request that was made and its answer, or with the error; must not block.
    func call(
        _ effect: OpenAPIEffect, for caller: Caller,
        then: @escaping @Sendable (Result<(HTTPEffect, HTTPResponse), WorkflowError>) -> Void
    ) -> Stages {
        let underWay = Stages()
        read(effect.document, for: caller, in: underWay) { [self] document in
            do throws(WorkflowError) {
                let request = try Self.request(effect, try document.get())
                send(request, for: caller, in: underWay, isLast: true) { then($0.map { (request, $0) }) }
            } catch {
                then(.failure(error))
            }
        }
        return underWay
    }

    private func read(
        _ location: ResourceLocation, for caller: Caller, in underWay: Stages,
        then: @escaping @Sendable (Result<OpenAPIDocument, WorkflowError>) -> Void
    ) {
        let key = DocumentKey(
            tenant: caller.tenant, url: location.url,
            credentials: location.credentials.map { $0.scheme + $0.members.text } ?? "")
        let now = ContinuousClock.now
        if let known = documents.withLock({ $0[key] }), known.until > now { return then(.success(known.document)) }
        fetch(location, for: caller, in: underWay) { [self] body in
            do throws(WorkflowError) {
                let bytes = try body.get()
                let document = try Self.document(bytes, from: location.url)
                documents.withLock { documents in
                    if documents.count >= Self.documentLimit { documents = [:] }
                    documents[key] = (document, now + Self.documentLifetime)
                }
                then(.success(document))
            } catch {
                then(.failure(error))
            }
        }
    }

    /// Fetches a document or a script that stands elsewhere.
    ///
    /// - Parameter then: called once with its bytes, or with the error; must not block.
    func fetch(
        _ location: ResourceLocation, for caller: Caller, in underWay: Stages = Stages(),
        then: @escaping @Sendable (Result<[UInt8], WorkflowError>) -> Void
    ) {
        let effect = HTTPEffect(
            method: "GET", url: location.url, headers: [], body: [], output: .raw, followsRedirects: true,
            credentials: location.credentials)
        send(effect, for: caller, in: underWay) { result in
            then(
                result.flatMap { response in
                    (200..<300).contains(response.status)
                        ? .success(response.body)
                        : .failure(
                            WorkflowError(
                                .communication, status: response.status,
                                detail: "\(effect.urlWithoutQuery) answered with status \(response.status)."))
                })
        }
    }

    private func send(
        _ effect: HTTPEffect, for caller: Caller, in underWay: Stages, isLast: Bool = false,
        then: @escaping @Sendable (Result<HTTPResponse, WorkflowError>) -> Void
    ) {
        let place = "\(effect.method) \(effect.urlWithoutQuery)"
        do throws(AuthenticationError) {
            let transfer = sender.send(
                effect.request(for: caller), as: try Self.authentication(effect.credentials), for: caller.tenant
            ) { result in
                then(result.mapError { $0.workflowError(for: place) })
            }
            underWay.goOn(transfer, isLast: isLast)
        } catch {
            then(.failure(CallError.authentication(error).workflowError(for: place)))
        }
    }

    private static func authentication(
        _ credentials: CallCredentials?
    ) throws(AuthenticationError) -> ResolvedAuthentication {
        guard let credentials, let scheme = AuthenticationScheme(rawValue: credentials.scheme) else { return .none }
        return try ResolvedAuthentication(scheme: scheme, members: credentials.members)
    }

    private static func document(_ bytes: [UInt8], from url: String) throws(WorkflowError) -> OpenAPIDocument {
        do {
            return try OpenAPIDocument(bytes, from: url)
        } catch {
            throw WorkflowError(.configuration, detail: "\(error).")
        }
    }

    private static func request(
        _ effect: OpenAPIEffect, _ document: OpenAPIDocument
    ) throws(WorkflowError) -> HTTPEffect {
        do {
            let request = try document.request(operationID: effect.operationID, parameters: effect.parameters)
            return HTTPEffect(
                method: request.method, url: request.url,
                headers: request.headers.map { HTTPEffect.Header(name: $0.name, value: $0.value) }, body: request.body,
                output: effect.output, followsRedirects: effect.followsRedirects, credentials: effect.credentials)
        } catch {
            throw WorkflowError(.configuration, detail: "\(error).")
        }
    }
}

extension HTTPEffect {
    /// The longest that a call may take.
    static let timeLimit = Duration.seconds(60)
    /// The largest answer: a larger one could hardly be kept as a value.
    static let answerLimit = 4 << 20

    fileprivate func request(for caller: OutgoingCalls.Caller) -> HTTPRequest {
        var headers = headers.map { ($0.name, $0.value) }
        if !headers.contains(where: { $0.0.lowercased() == "idempotency-key" }) {
            headers.append(("Idempotency-Key", caller.idempotencyKey))
        }
        return HTTPRequest(
            method: method, url: url, headers: headers, body: body, timeout: Self.timeLimit,
            maxResponseBytes: Self.answerLimit, followRedirects: followsRedirects, rule: caller.rule,
            owner: caller.tenant.description)
    }
}

extension CallError {
    /// The error of a run whose call has no answer.
    ///
    /// - Parameter exchange: method and URL, as errors show them.
    fileprivate func workflowError(for exchange: String) -> WorkflowError {
        switch self {
        case .http(let error): error.workflowError(for: exchange)
        case .authentication(let error): WorkflowError(.authentication, detail: "\(exchange): \(error).")
        }
    }
}

extension AuthenticatedTransfer: Cancellable {}
