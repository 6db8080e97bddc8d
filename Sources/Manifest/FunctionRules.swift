/// What a function's manifest must keep to.
enum FunctionRules {
    static let threadRange = 1...64
    static let bodyRange = 1...67_108_864
    static let deadlineRange = 1...300
    static let waitRange = 0...300
    static let rateRange = 1...1_000_000_000
    static let rateSecondsRange = 1...86_400

    /// - Parameter owners: the prefixes of other functions, with their names.
    static func issues(
        _ file: ManifestFile<FunctionManifest>, folder: String, owners: [String: String]
    ) -> [ManifestError.Issue] {
        let manifest = file.manifest
        var issues = ManifestRules.issues(
            file, name: manifest.name, processes: manifest.processes, tables: manifest.database, redis: manifest.redis,
            variables: [("environment", manifest.environment), ("credentials", manifest.credentials)])
        if manifest.name != folder {
            issues.append(file.issue(at: "/name", "expected the name of the folder, \(folder)"))
        }
        if manifest.prefixes.isEmpty {
            issues.append(file.issue(at: "/prefixes", "expected at least one path"))
        }
        for (index, prefix) in manifest.prefixes.enumerated() {
            let place = "/prefixes/\(index)"
            if !isPath(prefix) {
                issues.append(file.issue(at: place, "expected a path such as /api/v1/things"))
            } else if let owner = owners[prefix] {
                issues.append(file.issue(at: place, "\(prefix) belongs to the function \(owner)"))
            } else if manifest.prefixes[..<index].contains(prefix) {
                issues.append(file.issue(at: place, "\(prefix) stands here twice"))
            }
        }
        for (place, value, range) in [
            ("/threads", manifest.threads, threadRange),
            ("/limits/bodyBytes", manifest.limits.bodyBytes, bodyRange),
            ("/limits/deadlineSeconds", manifest.limits.deadlineSeconds, deadlineRange),
            ("/limits/waitSeconds", manifest.limits.waitSeconds, waitRange),
        ] where !range.contains(value) {
            issues.append(file.issue(at: place, ManifestRules.expected(range)))
        }
        for (name, rate) in manifest.rates.sorted(by: { $0.key < $1.key }) {
            let own = rate.automation.map { [("\(name)/automation", $0.requests, $0.seconds)] } ?? []
            for (place, requests, seconds) in [(name, rate.requests, rate.seconds)] + own {
                if !rateRange.contains(requests) {
                    issues.append(file.issue(at: "/rates/\(place)/requests", ManifestRules.expected(rateRange)))
                }
                if !rateSecondsRange.contains(seconds) {
                    issues.append(file.issue(at: "/rates/\(place)/seconds", ManifestRules.expected(rateSecondsRange)))
                }
            }
        }
        return issues
    }

    /// Segments of characters that need no escaping, neither in URLs nor in nginx's configuration.
    private static func isPath(_ prefix: String) -> Bool {
        prefix.hasPrefix("/")
            && prefix.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { segment in
                !segment.isEmpty && !["." as Substring, ".."].contains(segment)
                    && segment.allSatisfy {
                        ManifestRules.isLowercase($0) || ManifestRules.isUppercase($0) || ManifestRules.isDigit($0)
                            || "-._".contains($0)
                    }
            }
    }
}
