internal import FunctionKit
internal import Identity
internal import Runs
internal import Tenants

extension Problem {
    static let storageQuotaExceeded = Problem(
        409, "storage_quota_exceeded",
        "The tenant keeps as many bytes as its quota lets it: see GET /api/v1/tenant/limits. Nothing new begins; runs go on."
    )

    static func storageQuotaExceeded(_ quota: StorageQuotaExceeded) -> Problem {
        storageQuotaExceeded.with(
            detail: """
                The quota of stored bytes is used up: the tenant may keep \(quota.limit), and keeps \(quota.used). Runs that have \
                ended go by themselves when their time is over, and make room; the operator of the installation can \
                shorten that time (RUN_RETENTION_DAYS) or raise the quota. Runs that are under way go on.
                """)
    }

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
