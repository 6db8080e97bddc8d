extension Program {
    /// On hosts, where programs count what they do; its group may read all files in it.
    package static let metricsDirectory = "/var/lib/intelligentic/metrics"
    package static let metricsGroup = "intelligentic-metrics"

    /// The file in which a slot's program counts; the next one in its place goes on there.
    func metricsFile(_ slot: String, in directory: String) -> ProgramVariable {
        ProgramVariable(name: "METRICS_FILE", value: "\(directory)/\(name)-\(slot)")
    }
}
