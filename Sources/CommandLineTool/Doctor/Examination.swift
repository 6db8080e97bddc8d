import Database
import Manifest

/// Looks at everything that an installation needs, part by part. What cannot be looked at because something before is missing is
/// not found a second time.
struct Examination {
    let manifests: ManifestOptions
    /// Where nginx serves.
    let url: String
    /// Where the functions listen.
    let sockets: String
    /// The folder of the numbered SQL files.
    let migrations: String
    /// The variables of this command: the database's operator.
    let operatorVariables: [String: String]

    func findings() -> [Finding] {
        let fleet: Fleet
        do {
            fleet = try manifests.fleet()
        } catch {
            return [
                .bad(
                    "manifests", "\(error)", advice: "mend the file, or say where they are: --functions and --daemons")
            ]
        }
        var findings = [Finding.good("manifests", "\(fleet.functions.count + fleet.daemons.count) programs")]
        let programs = programs(of: fleet, &findings)
        findings += StorageExamination(programs: programs, migrations: migrations, operatorVariables).findings()
        findings += FileExamination(programs: programs, directory: manifests.runDirectory).findings()
        findings += MailExamination(programs: programs).findings()
        findings += ServingExamination(
            functions: fleet.functions, url: url, sockets: sockets, directory: manifests.runDirectory
        ).findings()
        if fleet.daemons.contains(where: \.isSandboxing) { findings += SandboxExamination().findings() }
        return findings
    }

    private func programs(of fleet: Fleet, _ findings: inout [Finding]) -> [RenderedProgram] {
        let slots =
            fleet.functions.map { ("functions", $0.name) } + fleet.daemons.map { ("daemons", $0.name) }
        return slots.compactMap { folder, name in
            do {
                return try RenderedProgram(name, script: "\(manifests.runDirectory)/\(folder)/\(name)/1/run")
            } catch {
                findings.append(
                    .bad(
                        "\(name) is set up", "\(error)",
                        advice: "intelligentic render supervisor (bin/up does it), or say where: --run-directory"))
                return nil
            }
        }
    }
}
