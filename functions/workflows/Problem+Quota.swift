internal import FunctionKit
internal import Identity
internal import Runs

extension Problem {
    static let quotaExceeded = Problem(
        429, "quota_exceeded",
        "The tenant has used up its quota of runs a day. Retry-After says when it has the next one.",
        headers: [("Retry-After", "1")])

    static func quotaExceeded(_ quota: RunQuotaExceeded) -> Problem {
        let wait = max(1, Int(((quota.until - Timestamp.now) / .seconds(1)).rounded(.up)))
        return Problem(
            429, quotaExceeded.code,
            """
            The tenant may begin \(quota.limit) runs a day (UTC), and has begun as many today. It may go on at \
            \(quota.until). The operator of the installation can raise it.
            """, headers: [("Retry-After", "\(wait)")])
    }
}
