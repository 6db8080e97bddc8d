/// What a daemon's manifest must keep to.
enum DaemonRules {
    static let connectionRange = 0...64

    /// - Parameter taken: the names of other programs.
    static func issues(_ file: ManifestFile<DaemonManifest>, taken: [String]) -> [ManifestError.Issue] {
        let manifest = file.manifest
        var issues = ManifestRules.issues(
            file, name: manifest.name, processes: manifest.processes, tables: manifest.database, redis: manifest.redis,
            variables: [("environment", manifest.environment), ("credentials", manifest.credentials)])
        if taken.contains(manifest.name) {
            issues.append(file.issue(at: "/name", "another program has this name, and with it its users and passwords"))
        }
        if manifest.executable.isEmpty || manifest.executable.contains("/") {
            issues.append(file.issue(at: "/executable", "expected the name of a product"))
        }
        if !connectionRange.contains(manifest.databaseConnections) {
            issues.append(file.issue(at: "/databaseConnections", ManifestRules.expected(connectionRange)))
        }
        return issues
    }
}
