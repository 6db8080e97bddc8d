/// What a daemon's manifest must keep to.
enum DaemonRules {
    static let connectionRange = 0...64

    static func issues(_ file: ManifestFile<DaemonManifest>) -> [ManifestError.Issue] {
        let manifest = file.manifest
        var issues = ManifestRules.issues(
            file, name: manifest.name, processes: manifest.processes, environment: manifest.environment,
            tables: manifest.database, redis: manifest.redis)
        if manifest.executable.isEmpty || manifest.executable.contains("/") {
            issues.append(file.issue(at: "/executable", "expected the name of a product"))
        }
        if !connectionRange.contains(manifest.databaseConnections) {
            issues.append(file.issue(at: "/databaseConnections", ManifestRules.expected(connectionRange)))
        }
        return issues
    }
}
