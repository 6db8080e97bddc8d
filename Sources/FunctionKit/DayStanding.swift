internal import Identity

/// What is left of the requests that a tenant may send on a day (UTC).
struct DayStanding: Sendable, Hashable {
    let limit: Int
    let used: Int
    /// Microseconds until the next day.
    let reset: Int

    init(limit: Int, used: Int, reset: Int) {
        self.limit = limit
        self.used = used
        self.reset = reset
    }

    /// As ``GateScript`` answers them; nil: requests are not counted.
    init?(_ parts: [Int]) {
        guard parts.count == 3 else { return nil }
        self.init(limit: parts[0], used: parts[1], reset: parts[2])
    }

    var remaining: Int { max(0, limit - used) }

    /// What a client reads whose tenant has sent as many as it may.
    var problem: Problem {
        let seconds = max(1, RateStanding.seconds(reset))
        return Problem.requestQuotaExceeded.with(
            detail: """
                The quota of requests a day is used up: the tenant may send \(limit) (UTC), and all its sessions and API keys count. \
                The next day begins in \(seconds) s. The operator of the installation can raise it.
                """
        ).with(headers: [("Retry-After", "\(seconds)")])
    }
}

extension Problem {
    static let requestQuotaExceeded = Problem(
        429, "request_quota_exceeded",
        "The tenant has used up its quota of requests a day. Retry-After says when the next day begins (UTC).",
        headers: [("Retry-After", "1")])
}
