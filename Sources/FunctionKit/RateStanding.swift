/// What is left of a rate limit.
struct RateStanding: Sendable, Hashable {
    let limit: RateLimit
    /// How many requests may come now.
    let remaining: Int
    /// Microseconds until the whole allowance is there again.
    let refill: Int
    /// Microseconds to wait; nil: the request may come in.
    let wait: Int?

    /// With requests that were taken and have not been used.
    func with(_ more: Int) -> RateStanding {
        RateStanding(limit: limit, remaining: remaining + more, refill: refill, wait: wait)
    }

    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): the quota `q` for a window of `w` seconds;
    /// `r` requests remain, and in `t` seconds all of them are there again.
    var headers: [(String, String)] {
        [
            ("RateLimit-Policy", "\"endpoint\";q=\(limit.requests);w=\(limit.seconds)"),
            ("RateLimit", "\"endpoint\";r=\(remaining);t=\(Self.seconds(refill))"),
        ]
    }

    /// What a client reads that came too often; nil for one that did not.
    var problem: Problem? {
        guard let wait else { return nil }
        let seconds = max(1, Self.seconds(wait))
        return Problem(
            429, "rate_limited",
            "This endpoint takes \(limit.requests) requests in \(limit.seconds) s. Try again in \(seconds) s.",
            headers: [("Retry-After", "\(seconds)")])
    }

    private static func seconds(_ microseconds: Int) -> Int { (microseconds + 999_999) / 1_000_000 }
}
