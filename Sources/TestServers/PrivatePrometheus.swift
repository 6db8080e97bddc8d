internal import ChildProcess
internal import Glibc
package import JSON

/// A Prometheus of this test process that scrapes one address.
package final class PrivatePrometheus: Sendable {
    /// How often it scrapes.
    package static let interval = "250ms"
    private static let askLimit = Duration.seconds(10)

    private let server: PrivateServer
    private let url: String

    /// - Parameter target: host and port that serve `/metrics`.
    package init(scraping target: String) throws {
        let directory = try ProcessDirectory.make("prometheus")
        let configuration = """
            global: {scrape_interval: \(Self.interval), scrape_timeout: \(Self.interval)}
            scrape_configs:
              - job_name: intelligentic
                static_configs: [{targets: ["\(target)"]}]

            """
        let path = "\(directory)/prometheus.yml"
        guard let file = fopen(path, "we") else { throw TestServerError("cannot write \(path)") }
        fputs(configuration, file)
        fclose(file)
        let address = "127.0.0.1:\(TestServers.freePort())"
        url = "http://\(address)"
        let ready = "\(url)/-/ready"
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: "prometheus",
                arguments: [
                    "--config.file=\(path)", "--storage.tsdb.path=\(directory)/data", "--web.listen-address=\(address)",
                    "--log.level=warn",
                ],
                log: "\(directory)/log",
                isReady: {
                    let answer = try? ChildProcess.run("curl", ["-sf", ready], limit: Self.askLimit)
                    return answer?.status.isSuccess ?? false
                }))
        try server.start()
    }

    package func stop() { server.stop() }

    /// Evaluates an expression at this moment.
    ///
    /// - Returns: the series, each with its labels in `metric` and the number's text at the end of `value`.
    package func query(_ expression: String) throws -> [JSON] {
        let (status, output, _) = try ChildProcess.run(
            "curl", ["-s", "--get", "--data-urlencode", "query=\(expression)", "\(url)/api/v1/query"],
            limit: Self.askLimit)
        guard status.isSuccess, let answer = try? JSON(parsing: output), answer["status"] == "success" else {
            throw TestServerError(
                "Prometheus does not answer \(expression): \(String(decoding: output, as: UTF8.self))")
        }
        return answer["data"]?["result"]?.array ?? []
    }

    /// The only number that an expression gives; nil: it gives none, or several.
    package func number(_ expression: String) throws -> Double? {
        let found = try query(expression)
        guard found.count == 1 else { return nil }
        return found[0]["value"]?[1]?.string.flatMap(Double.init)
    }

    /// What Prometheus's own linter says of metrics; empty: nothing.
    ///
    /// - Parameter metrics: in the text format.
    package static func complaints(about metrics: [UInt8]) throws -> String {
        let (status, output, error) = try ChildProcess.run(
            "promtool", ["check", "metrics"], input: metrics, limit: askLimit)
        let text = String(decoding: output + error, as: UTF8.self)
        return status.isSuccess || !text.isEmpty ? text : "promtool ended with \(status)"
    }
}
