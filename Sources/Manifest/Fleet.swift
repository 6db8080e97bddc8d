/// The programs of a system, as their manifests declare them.
package struct Fleet: Sendable {
    package let functions: [FunctionManifest]
    package let daemons: [DaemonManifest]

    /// Reads `functions/*/function.yaml` and `Sources/*/daemon.yaml`.
    ///
    /// - Throws: ``ManifestError`` with everything that is wrong with the first bad file.
    package init(functionsDirectory: String, daemonsDirectory: String) throws(ManifestError) {
        var functions: [FunctionManifest] = []
        var owners: [String: String] = [:]
        for folder in TextFile.names(in: functionsDirectory) {
            let path = "\(functionsDirectory)/\(folder)/function.yaml"
            guard TextFile.exists(path) else { continue }
            let file = try ManifestFile<FunctionManifest>(path)
            let issues = FunctionRules.issues(file, folder: folder, owners: owners)
            guard issues.isEmpty else { throw ManifestError(file: path, issues: issues) }
            for prefix in file.manifest.prefixes { owners[prefix] = file.manifest.name }
            functions.append(file.manifest)
        }
        guard !functions.isEmpty else {
            throw ManifestError(file: functionsDirectory, "no function.yaml in any folder of it")
        }
        var daemons: [DaemonManifest] = []
        for folder in TextFile.names(in: daemonsDirectory) {
            let path = "\(daemonsDirectory)/\(folder)/daemon.yaml"
            guard TextFile.exists(path) else { continue }
            let file = try ManifestFile<DaemonManifest>(path)
            let issues = DaemonRules.issues(file, taken: functions.map(\.name) + daemons.map(\.name))
            guard issues.isEmpty else { throw ManifestError(file: path, issues: issues) }
            daemons.append(file.manifest)
        }
        self.functions = functions
        self.daemons = daemons
    }

    /// All of them: functions first, each kind by name of folder.
    package var programs: [Program] {
        functions.map { Program($0) } + daemons.map { Program($0) }
    }

    /// Database connections that all processes of one host open at most.
    package var databaseConnections: Int {
        programs.map { $0.processes * $0.databaseConnections }.reduce(0, +)
    }
}
