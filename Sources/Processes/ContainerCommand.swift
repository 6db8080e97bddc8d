internal import Glibc

/// The command line that runs a container (podman-run(1)).
struct ContainerCommand {
    let words: [String]

    /// - Parameters:
    ///   - name: by which it can be removed.
    ///   - environmentFile: where its variables are: everybody on the host can read command lines.
    /// - Throws: ``ProcessError/invalidRequest(_:)``
    init(
        _ container: Container, name: String, environmentFile: String, limits: ProcessLimits
    ) throws(ProcessError) {
        guard !container.image.isEmpty, !container.image.hasPrefix("-") else {
            throw .invalidRequest("a container's image is a name, such as docker.io/library/alpine:3")
        }
        guard container.ports.isEmpty else {
            throw .invalidRequest("a container cannot publish ports here: it has no network; remove `ports`")
        }
        let label = container.name.map { ["--label", "intelligentic.name=\($0)"] } ?? []
        let entry = container.command == nil ? [] : ["--entrypoint", #"["sh","-c"]"#]
        words =
            ["run", "--rm", "--interactive", "--name", name] + label + Self.confinement(limits)
            + (try Self.folders(container.volumes))
            + ["--pull", Self.pull(container.pullPolicy), "--env-file", environmentFile] + entry + [container.image]
            + (container.command.map { [$0, "sh"] } ?? []) + container.arguments
        try RequestRules.check(words: words, environment: [:])
    }

    private static func confinement(_ limits: ProcessLimits) -> [String] {
        [
            "--network", "none", "--http-proxy=false", "--cap-drop", "all", "--security-opt", "no-new-privileges",
            "--pids-limit", "\(limits.processes)", "--memory", "\(limits.memory)b",
            "--memory-swap", "\(limits.memory)b", "--timeout", "\(limits.time.components.seconds + 1)",
            "--ulimit", "nofile=\(ProcessLimits.openFileLimit):\(ProcessLimits.openFileLimit)", "--ulimit", "core=0:0",
            // Podman's own are more than a host may allow. This one counts for a user, so it is no container's limit.
            "--ulimit", "nproc=\(userLimit):\(userLimit)", "--shm-size", "16m", "--log-driver", "none",
            // What it writes has a size, and nothing stays on the disk.
            "--read-only", "--read-only-tmpfs=false", "--tmpfs", folder("/tmp"),
        ]
    }

    private static var userLimit: UInt {
        var limit = rlimit()
        getrlimit(Int32(bitPattern: __RLIMIT_NPROC.rawValue), &limit)
        return min(UInt(limit.rlim_max), 4_096)
    }

    private static func folders(_ volumes: [String: String]) throws(ProcessError) -> [String] {
        var words: [String] = []
        for (source, target) in volumes.sorted(by: { $0.key < $1.key }) {
            guard !source.hasPrefix("/"), !source.split(separator: "/").contains("..") else {
                throw .invalidRequest("nothing of the host can be mounted in a container: name volumes without / or ..")
            }
            guard target.hasPrefix("/"), !target.contains(":"), !target.contains(",") else {
                throw .invalidRequest("a volume's place in the container is a path from the root, without : and ,")
            }
            if target != "/tmp" { words += ["--tmpfs", folder(target)] }
        }
        return words
    }

    private static func folder(_ path: String) -> String {
        "\(path):rw,mode=1777,size=\(ProcessLimits.scratchLimit)"
    }

    private static func pull(_ policy: Container.PullPolicy) -> String {
        switch policy {
        case .ifNotPresent: "missing"
        case .always: "always"
        case .never: "never"
        }
    }
}
