internal import Database
internal import Redis

extension Problem {
    /// Seconds after which a client should try again.
    private static let retryAfter = [("Retry-After", "1")]

    /// What a client is told about an error of this program. The error itself is for the log.
    package init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as DatabaseError: self = Self.problem(error.kind)
        case is RedisError:
            self.init(503, "redis_unavailable", "Redis does not answer. Try again.", headers: Self.retryAfter)
        default: self = .internalError
        }
    }

    static let internalError = Problem(
        500, "internal",
        "Something went wrong here. The operator finds the reason in the function's log by the request id.")

    /// - Parameter deadline: of the route.
    static func deadlineExceeded(_ deadline: Duration) -> Problem {
        Problem(
            504, "deadline_exceeded",
            "The request took longer than the \(deadline.components.seconds) s that this endpoint may take. Try again, or ask for less.",
            headers: retryAfter)
    }

    static let endpointBusy = Problem(
        503, "endpoint_busy",
        "This endpoint is busy with other requests. They wait for \(EndpointSlots.queueLimit.components.seconds) s at most, and at most \(EndpointSlots.senderLimit) of one tenant. Try again.",
        headers: retryAfter)

    private static func problem(_ kind: DatabaseError.Kind) -> Problem {
        switch kind {
        case .connection, .commitUnknown:
            Problem(503, "database_unavailable", "The database does not answer. Try again.", headers: retryAfter)
        case .retryable, .interrupted, .deadline:
            Problem(503, "database_busy", "The database is busy. Try again.", headers: retryAfter)
        case .readOnly:
            Problem(503, "database_read_only", "The database takes no changes now. Try again.", headers: retryAfter)
        case .full:
            Problem(
                503, "storage_full", "The database's storage is full. Its operator must make room.", headers: retryAfter
            )
        case .tooLarge:
            Problem(413, "too_large", "A value is larger than the database takes. Send less.")
        case .duplicateKey, .constraint, .invalidValue, .unexpectedValue, .statement: internalError
        }
    }
}
