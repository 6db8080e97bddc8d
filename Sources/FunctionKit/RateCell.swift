/// One caller's use of one rate limit (GCRA, without a clock of its own).
struct RateCell: Sendable {
    /// When the whole allowance is there again, in microseconds of the caller's clock.
    private(set) var full = 0

    /// Takes one request, if there is one to take. The same rules as ``GateScript``.
    mutating func take(_ limit: RateLimit, at now: Int) -> RateStanding {
        // A clock that was set back must not lock anybody out.
        let base = min(max(full, now), now + limit.allowance)
        let next = base + limit.interval
        guard next <= now + limit.allowance else {
            return RateStanding(limit: limit, remaining: 0, refill: base - now, wait: next - now - limit.allowance)
        }
        full = next
        return RateStanding(
            limit: limit, remaining: (now + limit.allowance - next) / limit.interval, refill: next - now, wait: nil)
    }
}
