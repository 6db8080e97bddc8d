internal import Glibc

/// The service directories from which runit keeps the programs of one host alive, made from their manifests:
/// `functions/NAME/1/run`, `functions/NAME/2/run` … and `daemons/NAME/1/run`.
///
/// A function's `runsvdir` is started as `spawn-fcgi -n -s SOCKET -- runsvdir functions/NAME`: it holds the listening socket
/// while processes come and go.
package struct SupervisorRendering {
    /// Found by programs that start others by name.
    static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    let fleet: Fleet
    let runDirectory: String
    let binaries: String
    let environment: EnvironmentFile
    let passwords: PasswordFiles

    /// - Parameters:
    ///   - runDirectory: what belongs to this running system.
    ///   - binaries: where the programs are.
    package init(
        _ fleet: Fleet, runDirectory: String, binaries: String, environment: EnvironmentFile, passwords: PasswordFiles
    ) throws(ManifestError) {
        try TextFile.makeDirectory(runDirectory)
        self.fleet = fleet
        self.runDirectory = try TextFile.absolute(runDirectory)
        self.binaries = try TextFile.absolute(binaries)
        self.environment = environment
        self.passwords = passwords
    }

    /// Writes the files and takes away the slots that are no longer declared; runit then ends their processes.
    ///
    /// - Returns: the slots that changed, to be restarted.
    package func write() throws(ManifestError) -> [String] {
        try TextFile.makeDirectory(metrics)
        var changed: [String] = []
        for program in fleet.programs {
            let variables = try environment.variables(of: program, passwords: passwords)
            let folder = program.kind == .function ? "functions" : "daemons"
            changed += try writeSlots(
                of: "\(runDirectory)/\(folder)/\(program.name)", count: program.processes
            ) { slot in
                script(program, variables + [program.metricsFile("\(slot)", in: metrics)])
            }
        }
        return changed
    }

    /// Where each slot's program counts what it does.
    private var metrics: String { runDirectory + "/metrics" }

    private func script(_ program: Program, _ variables: [ProgramVariable]) -> String {
        let assignments = ([ProgramVariable(name: "PATH", value: Self.searchPath)] + variables).map { variable in
            "    \(variable.name)=\(Self.quoted(variable.value)) \\\n"
        }
        return
            "#!/bin/sh\n# Rendered by `intelligentic render supervisor` from \(program.origin); changes here are lost.\n"
            + "exec env -i \\\n" + assignments.joined() + "    \(Self.quoted(binaries + "/" + program.executable))\n"
    }

    private func writeSlots(
        of directory: String, count: Int, script: (Int) -> String
    ) throws(ManifestError) -> [String] {
        var changed: [String] = []
        for slot in 1...count {
            let path = "\(directory)/\(slot)"
            try TextFile.makeDirectory(path)
            if try TextFile.replace(path + "/run", with: script(slot), mode: 0o755) { changed.append(path) }
        }
        for name in TextFile.names(in: directory) {
            if let slot = Int(name), slot > count { Self.retire(name, in: directory) }
        }
        return changed
    }

    /// runsvdir ends the processes of a folder that is gone, and does not see one whose name begins with a dot.
    private static func retire(_ slot: String, in directory: String) {
        let names = (1...).lazy.map { "\(directory)/.\(slot).retired\($0)" }
        if let name = names.first(where: { !TextFile.exists($0) }) { rename("\(directory)/\(slot)", name) }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
