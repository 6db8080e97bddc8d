internal import JSON

extension FunctionManifest {
    /// What the manifest tells its processes, as variables.
    var variables: [(name: String, value: String)] {
        let limits = JSON.object(
            JSONObject(
                rates.sorted { $0.key < $1.key }.map { name, rate in
                    var limit: JSONObject = ["requests": JSON(rate.requests), "seconds": JSON(rate.seconds)]
                    if let own = rate.automation {
                        limit["automation"] = ["requests": JSON(own.requests), "seconds": JSON(own.seconds)]
                    }
                    return (name, .object(limit))
                }, uniquingKeysWith: { first, _ in first }))
        return [
            (name: "FUNCTION_THREADS", value: "\(threads)"),
            (name: "FUNCTION_DEADLINE", value: "\(self.limits.deadlineSeconds)"),
            (name: "FUNCTION_WAIT", value: "\(self.limits.waitSeconds)"), (name: "RATE_LIMITS", value: limits.text),
        ]
    }
}
