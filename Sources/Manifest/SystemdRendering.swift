/// systemd's units for the programs of one host, made from their manifests: for each function a socket and a service with a
/// slot for each process, for each daemon a service, and `intelligentic.target`, which has them all.
///
/// The slots of a function share its socket, which systemd holds while they come and go.
package struct SystemdRendering {
    package static let target = "intelligentic.target"
    /// Where the functions listen; made by systemd.
    package static let standardSockets = "/run/intelligentic"
    static let backlog = 512

    let fleet: Fleet
    let directory: String
    let binaries: String
    let sockets: String
    let webGroup: String
    let environment: EnvironmentFile
    let passwords: PasswordFiles

    /// - Parameters:
    ///   - directory: where the units go, such as `/etc/systemd/system`.
    ///   - binaries: where the programs are.
    ///   - sockets: where the functions listen.
    ///   - webGroup: the group of nginx's workers, who connect to the sockets.
    package init(
        _ fleet: Fleet, directory: String, binaries: String, sockets: String = standardSockets, webGroup: String,
        environment: EnvironmentFile, passwords: PasswordFiles
    ) throws(ManifestError) {
        try TextFile.makeDirectory(directory)
        self.fleet = fleet
        self.directory = try TextFile.absolute(directory)
        self.binaries = binaries
        self.sockets = sockets
        self.webGroup = webGroup
        self.environment = environment
        self.passwords = passwords
    }

    /// Writes the units, and takes away those of programs that are no longer declared.
    ///
    /// - Returns: the files that changed: systemd must read them (`systemctl daemon-reload`), and services be restarted.
    package func write() throws(ManifestError) -> [String] {
        var units = [(name: Self.target, text: targetUnit)]
        for program in fleet.programs {
            if program.kind == .function { units.append(("\(unit(program)).socket", try socketUnit(program))) }
            units.append(("\(unit(program))@.service", try serviceUnit(program)))
        }
        var changed: [String] = []
        for unit in units {
            let path = "\(directory)/\(unit.name)"
            if try TextFile.replace(path, with: unit.text, mode: 0o644) { changed.append(path) }
        }
        for name in TextFile.names(in: directory) where isGone(name, but: units.map(\.name)) {
            TextFile.remove("\(directory)/\(name)")
            changed.append("\(directory)/\(name)")
        }
        return changed
    }

    /// The services of all slots and the sockets, as systemd calls them.
    package var units: [String] {
        fleet.programs.flatMap { program in
            (program.kind == .function ? ["\(unit(program)).socket"] : [])
                + (1...program.processes).map { "\(unit(program))@\($0).service" }
        }
    }

    private var targetUnit: String {
        UnitText("every function and daemon that the manifests declare")
            .section("Unit", [("Description", "Intelligentic")] + units.map { ("Wants", $0) })
            .section("Install", [("WantedBy", "multi-user.target")])
            .text
    }

    private func socketUnit(_ program: Program) throws(ManifestError) -> String {
        UnitText(program.origin)
            .section(
                "Unit",
                [("Description", "Intelligentic: socket of the function \(program.name)"), ("PartOf", Self.target)]
            )
            .section(
                "Socket",
                [
                    ("ListenStream", try UnitText.path("\(sockets)/\(program.name).sock")),
                    ("Backlog", "\(Self.backlog)"),
                    ("SocketGroup", webGroup), ("SocketMode", "0660"), ("DirectoryMode", "0755"),
                    // Whoever comes first wakes the first slot, when none runs.
                    ("Service", "\(unit(program))@1.service"),
                ]
            )
            .section("Install", [("WantedBy", Self.target)])
            .text
    }

    private func serviceUnit(_ program: Program) throws(ManifestError) -> String {
        let variables = try environment.variables(of: program, passwords: passwords)
        let settings =
            try [("ExecStart", UnitText.path("\(binaries)/\(program.executable)"))]
            + variables.map { variable throws(ManifestError) in ("Environment", try assignment(variable)) }
            + variables.filter(\.isCredential).map { variable throws(ManifestError) in
                ("LoadCredential", "\(variable.name):" + (try UnitText.path(variable.value)))
            }
        // `%i` is the slot.
        let metrics = program.metricsFile("%i", in: Program.metricsDirectory)
        let counting = [
            ("Environment", "\"\(metrics.name)=\(metrics.value)\""), ("ReadWritePaths", "-\(Program.metricsDirectory)"),
            ("SupplementaryGroups", Program.metricsGroup),
        ]
        let isFunction = program.kind == .function
        let words = "Intelligentic: \(isFunction ? "function" : "daemon") \(program.name), process %i"
        return UnitText(program.origin)
            .section("Unit", [("Description", words)] + Hardening.restartLimits)
            .section(
                "Service",
                (isFunction ? [("Sockets", "\(unit(program)).socket"), ("StandardInput", "socket")] : [])
                    + settings + counting + Hardening.lifecycle
                    + (program.isSandboxing
                        ? Hardening.sandboxing(program.user) : Hardening.confinement(program.user))
                    + Hardening.network(
                        hosts: environment.reachesHosts, everywhere: program.isOutgoing, sandboxes: program.isSandboxing
                    )
            )
            .section("Install", [("WantedBy", Self.target)])
            .text
    }

    /// A file with a secret is where systemd puts it for this service alone.
    private func assignment(_ variable: ProgramVariable) throws(ManifestError) -> String {
        variable.isCredential
            ? "\"\(variable.name)=%d/\(variable.name)\"" : try UnitText.quoted("\(variable.name)=\(variable.value)")
    }

    private func unit(_ program: Program) -> String { "intelligentic-\(program.name)" }

    private func isGone(_ name: String, but names: [String]) -> Bool {
        name.hasPrefix("intelligentic-") && !names.contains(name)
            && (name.hasSuffix(".socket") || name.hasSuffix("@.service"))
    }
}
