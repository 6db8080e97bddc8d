/// What is left of a rate limit.
struct RateStanding: Sendable, Hashable {
    let limit: RateLimit
    /// How many requests may come now.
    let remaining: Int
    /// Microseconds until the whole allowance is there again.
    let refill: Int
    /// Microseconds to wait; nil: the request may come in.
    let wait: Int?
    /// Of the tenant's requests of a day, where they are counted.
    let day: DayStanding?

    init(limit: RateLimit, remaining: Int, refill: Int, wait: Int?, day: DayStanding? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.refill = refill
        self.wait = wait
        self.day = day
    }

    /// With requests that were taken and have not been used.
    func with(_ more: Int) -> RateStanding {
        RateStanding(limit: limit, remaining: remaining + more, refill: refill, wait: wait, day: day)
    }

    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): the quota `q` for a window of `w` seconds;
    /// `r` requests remain, and in `t` seconds all of them are there again. Where a tenant's requests of a day are counted, they are
    /// the second policy.
    var headers: [(String, String)] {
        var policy = "\"endpoint\";q=\(limit.requests);w=\(limit.seconds)"
        var left = "\"endpoint\";r=\(remaining);t=\(Self.seconds(refill))"
        if let day {
            policy += ", \"day\";q=\(day.limit);w=86400"
            left += ", \"day\";r=\(day.remaining);t=\(Self.seconds(day.reset))"
        }
        return [("RateLimit-Policy", policy), ("RateLimit", left)]
    }

    /// What a client reads that came too often; nil for one that did not.
    var problem: Problem? {
        guard let wait else { return nil }
        // No request was counted that was refused: so this is why it was.
        if let day, day.remaining == 0 { return day.problem }
        let seconds = max(1, Self.seconds(wait))
        return Problem(
            429, "rate_limited",
            "This endpoint takes \(limit.requests) requests in \(limit.seconds) s. Try again in \(seconds) s.",
            headers: [("Retry-After", "\(seconds)")])
    }

    static func seconds(_ microseconds: Int) -> Int { (microseconds + 999_999) / 1_000_000 }
}
