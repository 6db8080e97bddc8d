extension MetricFamily {
    /// All that is measured, in the order in which it is shown. docs/observability.md explains it.
    package static let all = [
        httpRequests, httpRequestDuration, runsEnded, runsUnfinished, queueDepth, queueOldestAge, workers, leaseAge,
        journalBatchRows, journalCommitDuration, effectDuration, effectsInFlight, evaluatorKills, databaseUp,
        seriesDropped, filesUnread, auditWaiting,
    ]

    // In functions

    package static let httpRequests = MetricFamily(
        name: "intelligentic_http_requests_total", help: "Requests answered, by route and status.", kind: .counter,
        labels: ["function", "method", "route", "status"])
    package static let httpRequestDuration = MetricFamily(
        name: "intelligentic_http_request_duration_seconds", help: "How long answering took.",
        kind: .histogram(.durations), labels: ["function", "method", "route"])

    // In functions and workers

    package static let runsEnded = MetricFamily(
        name: "intelligentic_runs_total", help: "Runs that ended, by how.", kind: .counter, labels: ["status"])

    // From the database

    package static let runsUnfinished = MetricFamily(
        name: "intelligentic_runs_unfinished", help: "Runs that have not ended, by status.", kind: .gauge,
        labels: ["status"])
    package static let queueDepth = MetricFamily(
        name: "intelligentic_queue_depth", help: "Runs that are ready and that no worker has claimed.", kind: .gauge,
        labels: [])
    package static let queueOldestAge = MetricFamily(
        name: "intelligentic_queue_oldest_age_seconds",
        help: "How long the oldest pending run has waited for a worker; 0 when none waits.", kind: .gauge, labels: [])
    package static let workers = MetricFamily(
        name: "intelligentic_workers", help: "Workers that hold a lease.", kind: .gauge, labels: [])
    package static let leaseAge = MetricFamily(
        name: "intelligentic_worker_lease_age_seconds",
        help: "Time since the lease was renewed that was renewed the longest ago; 0 without workers.", kind: .gauge,
        labels: [])
    package static let auditWaiting = MetricFamily(
        name: "intelligentic_audit_waiting", help: "Entries that wait to be appended to the audit log; 10000: or more.",
        kind: .gauge, labels: [])
    package static let databaseUp = MetricFamily(
        name: "intelligentic_database_up", help: "Whether the database answered this scrape (1) or not (0).",
        kind: .gauge, labels: [])

    // In workers

    package static let journalBatchRows = MetricFamily(
        name: "intelligentic_journal_batch_rows", help: "Journal rows that one transaction wrote.",
        kind: .histogram(.counts), labels: [])
    package static let journalCommitDuration = MetricFamily(
        name: "intelligentic_journal_commit_duration_seconds",
        help: "How long a batch of runs took to be committed, tries included.", kind: .histogram(.durations), labels: []
    )
    package static let effectDuration = MetricFamily(
        name: "intelligentic_effect_duration_seconds", help: "How long calls of services and models took.",
        kind: .histogram(.durations), labels: ["kind", "outcome"])
    package static let effectsInFlight = MetricFamily(
        name: "intelligentic_effects_in_flight", help: "Calls of services and models under way.", kind: .gauge,
        labels: ["kind"])
    package static let evaluatorKills = MetricFamily(
        name: "intelligentic_evaluator_kills_total", help: "Expression evaluators that were ended, by why.",
        kind: .counter, labels: ["reason"])

    // Of the metrics themselves

    package static let seriesDropped = MetricFamily(
        name: "intelligentic_metric_series_dropped_total",
        help: "Series that are not counted because a program's file has no room for them.", kind: .counter, labels: [])
    package static let filesUnread = MetricFamily(
        name: "intelligentic_metric_files_unread", help: "Programs' files that this scrape could not read.",
        kind: .gauge, labels: [])
}
