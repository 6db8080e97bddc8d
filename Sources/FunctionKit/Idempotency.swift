internal import Database
internal import Identity

/// Carries out a POST with an ``IdempotencyKey`` once, however often it comes.
///
/// The key, what the endpoint writes, and the answer are one transaction: after a crash there is all of it or nothing.
/// Answers that refuse something are not kept, since nothing happened.
struct Idempotency {
    private let store: IdempotencyStore
    private let database: Database

    init(_ database: Database) {
        self.database = database
        store = IdempotencyStore(database: database)
    }

    /// - Parameters:
    ///   - request: all that tells this request from another: method, target and body.
    ///   - handle: the endpoint; it may be called again when the transaction has to be.
    /// - Throws: what `handle` throws; a ``Problem`` 409 `idempotency_key_in_use`, 422 `idempotency_key_reused`.
    func answer(
        _ key: IdempotencyKey, _ request: [UInt8], for caller: Caller, handle: () throws -> Response
    ) throws -> Response {
        let time = Timestamp.now
        if let earlier = try store.find(key, request, for: caller) { return try Self.repeated(earlier) }
        var isWaiting = false
        do {
            let response = try database.transaction { _ in
                isWaiting = true
                let isClaimed = try store.claim(key, request, for: caller, at: time)
                isWaiting = false
                guard isClaimed else {
                    guard let earlier = try store.find(key, request, for: caller) else { throw Self.inUse }
                    return try Self.repeated(earlier)
                }
                let response = try handle()
                try store.keep(response, for: key, of: caller)
                return response
            }
            try? store.sweep(at: time)
            return response
        } catch let error as DatabaseError where error.kind == .commitUnknown {
            // The key's row tells whether the server had committed when the connection broke.
            guard let earlier = try store.find(key, request, for: caller) else { throw error }
            return try Self.repeated(earlier)
        } catch let error as DatabaseError where error.kind == .retryable && isWaiting {
            throw Self.inUse
        }
    }

    private static let repeatedHeader = "Idempotent-Replayed"

    static func marked(_ response: Response) -> Response {
        var response = response
        response.headers.append((repeatedHeader, "true"))
        return response
    }

    /// Whether an answer was given before.
    static func isRepeated(_ response: Response) -> Bool {
        response.headers.contains { $0.0 == repeatedHeader }
    }

    private static func repeated(_ earlier: IdempotencyStore.Earlier) throws(Problem) -> Response {
        switch earlier {
        case .answer(let response):
            return marked(response)
        case .otherRequest:
            throw Problem(
                422, "idempotency_key_reused",
                "This Idempotency-Key came with another request before. Use a new one for each request.")
        }
    }

    private static let inUse = Problem(
        409, "idempotency_key_in_use", "A request with this Idempotency-Key is being carried out. Try again.",
        headers: [("Retry-After", "1")])
}
