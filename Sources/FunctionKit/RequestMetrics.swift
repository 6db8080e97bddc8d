internal import Metrics

/// Counts the requests that one handler thread answers.
final class RequestMetrics {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private let metrics: Metrics
    private let function: String
    private var series: [Key: (count: Counter, duration: Histogram)] = [:]

    init(_ metrics: Metrics, function: String) {
        self.metrics = metrics
        self.function = function
    }

    /// - Parameter route: the path of the route, which is one of few; nil where none matched.
    func count(_ method: String, _ route: String?, status: Int, took duration: Duration) {
        // Methods are whatever clients send.
        let method = HTTPMethod(named: method)?.rawValue ?? "other"
        let key = Key(method: method, route: route ?? "none", status: status)
        let (count, time) = series[key] ?? added(key)
        count.add()
        time.observe(duration)
    }

    private func added(_ key: Key) -> (count: Counter, duration: Histogram) {
        let added = (
            count: metrics.counter(.httpRequests, function, key.method, key.route, "\(key.status)"),
            duration: metrics.histogram(.httpRequestDuration, function, key.method, key.route)
        )
        series[key] = added
        return added
    }
}
