/// What every service of ours lives under, whatever it does (systemd.exec(5)).
enum Hardening {
    typealias Setting = (name: String, value: String)

    /// A program that cannot start is given up after so many attempts in so many seconds; with it systemd closes the
    /// socket, so the limit is far above what a database that restarts can cause.
    static let restartLimits: [Setting] = [
        ("PartOf", SystemdRendering.target), ("After", "network.target mariadb.service redis-server.service"),
        ("StartLimitIntervalSec", "120"), ("StartLimitBurst", "30"),
    ]

    /// A function serves what it has for a second after SIGTERM, a worker drains for ten.
    static let lifecycle: [Setting] = [
        ("Type", "exec"), ("Restart", "always"), ("RestartSec", "1"), ("KillMode", "mixed"), ("TimeoutStopSec", "20"),
        ("StandardOutput", "journal"), ("StandardError", "journal"),
        // A core would hold secrets and tenants' data.
        ("LimitCORE", "0"),
    ]

    /// A user that exists only while the service runs, and next to nothing of the host.
    static func confinement(_ user: String) -> [Setting] {
        [
            ("DynamicUser", "yes"), ("User", user), ("UMask", "0077"),
            ("CapabilityBoundingSet", ""), ("AmbientCapabilities", ""), ("NoNewPrivileges", "yes"),
            ("ProtectSystem", "strict"), ("ProtectHome", "yes"), ("PrivateTmp", "yes"), ("PrivateDevices", "yes"),
            ("PrivateUsers", "yes"), ("PrivateIPC", "yes"), ("ProtectProc", "invisible"), ("ProcSubset", "pid"),
            ("ProtectClock", "yes"), ("ProtectHostname", "yes"), ("ProtectControlGroups", "yes"),
            ("ProtectKernelLogs", "yes"), ("ProtectKernelModules", "yes"), ("ProtectKernelTunables", "yes"),
            ("LockPersonality", "yes"), ("MemoryDenyWriteExecute", "yes"), ("RemoveIPC", "yes"),
            ("RestrictNamespaces", "yes"), ("RestrictRealtime", "yes"), ("RestrictSUIDSGID", "yes"),
            ("SystemCallArchitectures", "native"), ("SystemCallFilter", "@system-service"),
            ("SystemCallFilter", "~@privileged"), ("SystemCallErrorNumber", "EPERM"),
        ]
    }

    /// The same, for a program that makes sandboxes for others. What it leaves out would forbid that, or reach into them: namespaces
    /// and mounts; a `/proc` of which parts are hidden, which the kernel lets nobody mount anew; and memory that can be written
    /// and run, which JavaScript needs. What runs in a sandbox is confined by it.
    static func sandboxing(_ user: String) -> [Setting] {
        let replaced: Set = [
            "PrivateUsers", "ProcSubset", "ProtectKernelLogs", "ProtectKernelTunables", "ProtectControlGroups",
            "ProtectHostname", "MemoryDenyWriteExecute", "RestrictNamespaces", "SystemCallFilter",
        ]
        return confinement(user).filter { !replaced.contains($0.name) } + [
            ("RestrictNamespaces", "user mnt pid net ipc uts cgroup"),
            ("SystemCallFilter", "@system-service @mount @setuid capset sethostname"),
            // One of its programs that takes too much memory is no reason to end it.
            ("OOMPolicy", "continue"),
        ]
    }

    /// - Parameters:
    ///   - sandboxes: the program makes namespaces of the network, and lets their loopback up.
    ///   - hosts: the database or Redis is reached over the network.
    ///   - everywhere: the program connects to hosts that nobody can list.
    static func network(hosts: Bool, everywhere: Bool, sandboxes: Bool = false) -> [Setting] {
        hosts || everywhere
            ? [("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6" + (sandboxes ? " AF_NETLINK" : ""))]
            : [("RestrictAddressFamilies", "AF_UNIX"), ("PrivateNetwork", "yes"), ("IPAddressDeny", "any")]
    }
}
