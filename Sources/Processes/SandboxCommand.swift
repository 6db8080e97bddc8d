/// The command line that makes a sandbox with bubblewrap (bwrap(1)) and runs a program in it.
///
/// Nothing here may be secret: everybody on the host can read command lines.
struct SandboxCommand {
    /// What the program finds as its working directory and `HOME`.
    static let scratch = "/tmp/scratch"
    static let files = "/sandbox"
    static let bubblewrap = "/usr/bin/bwrap"
    /// Descriptors of bubblewrap: where it tells the pid of the first process in the sandbox, the filter, and what that
    /// process waits for before it begins.
    static let reportDescriptor = 3
    static let filterDescriptor = 4
    static let startDescriptor = 5
    static let firstFileDescriptor = 6

    private static let userInNamespace = 1_000
    /// The first process of the sandbox: with it all others end, and bubblewrap waits for that. It reads the variables, runs the
    /// program, and says nothing itself, such as that a signal ended the program. It comes last among all
    /// sessions at the cores, from its start.
    private static let firstProcess =
        #"{ echo 19 >/proc/self/autogroup; } 2>/dev/null; . "$1"; shift; exec 9>&2 2>/dev/null; "$@" 2>&9 9>&-; exit $?"#
    private static let sharedMemoryLimit = 16 << 20
    private static let messageQueueLimit = 65_536
    private static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    let kind: SandboxKind
    let limits: ProcessLimits
    /// Who the program is on the host, where root starts it; nil: who starts it.
    let user: Int?

    /// - Parameter files: names of what the descriptors from ``firstFileDescriptor`` on have; the first one is read by a shell
    ///   that starts the program.
    /// - Parameter program: the program's absolute path, and its arguments.
    func words(files: [String], program: [String]) -> [String] {
        outside + [Self.bubblewrap] + namespaces + host
            + files.enumerated().flatMap { number, name in
                ["--perms", "0444", "--file", "\(Self.firstFileDescriptor + number)", "\(Self.files)/\(name)"]
            } + closing + ["--"] + inside
            + (files.first.map { ["/bin/sh", "-c", Self.firstProcess, "sh", "\(Self.files)/\($0)"] } ?? []) + program
    }

    /// Root starts it as nobody in particular; the kernel's memory killer takes it first, and others come first at the cores.
    private var outside: [String] {
        (kind == .userNamespace ? becomingUser() : [])
            + ["/usr/bin/choom", "-n", "1000", "--", "/usr/bin/nice", "-n", "19"]
    }

    private var namespaces: [String] {
        let user =
            kind == .userNamespace
            ? [
                "--unshare-user", "--disable-userns", "--uid", "\(Self.userInNamespace)", "--gid",
                "\(Self.userInNamespace)",
            ]
            : []
        let rights =
            kind == .root
            ? ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"] : []
        return user + [
            "--unshare-pid", "--as-pid-1", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
            "--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv",
            "--cap-drop", "ALL",
        ] + rights + [
            "--info-fd", "\(Self.reportDescriptor)", "--seccomp", "\(Self.filterDescriptor)",
            "--block-fd", "\(Self.startDescriptor)",
        ]
    }

    private var host: [String] {
        [
            "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin",
            "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            // Names such as awk lead there. Without this, the folder would be its maker's alone.
            "--dir", "/etc", "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
            "--proc", "/proc", "--dev", "/dev",
            "--perms", "1777", "--size", "\(Self.sharedMemoryLimit)", "--tmpfs", "/dev/shm",
            "--perms", "1777", "--size", "\(ProcessLimits.scratchLimit)", "--tmpfs", "/tmp",
            "--perms", "0777", "--dir", Self.scratch,
        ]
    }

    /// Only the two folders with a size can be written to.
    private var closing: [String] {
        [
            "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", Self.scratch,
            "--setenv", "PATH", Self.standardPath, "--setenv", "HOME", Self.scratch, "--setenv", "LANG", "C.UTF-8",
        ]
    }

    /// Limits are set by a process of the sandbox's user namespace: since Linux 5.14 processes are counted for each namespace.
    private var inside: [String] {
        (kind == .root ? becomingUser(["--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all"]) : [])
            + [
                "/usr/bin/prlimit", "--nproc=\(limits.processes)", "--data=\(limits.memory)",
                "--cpu=\(limits.time.components.seconds + 1)", "--fsize=\(ProcessLimits.scratchLimit)",
                "--nofile=\(ProcessLimits.openFileLimit)", "--core=0", "--msgqueue=\(Self.messageQueueLimit)", "--",
            ]
    }

    private func becomingUser(_ options: [String] = []) -> [String] {
        guard let user else { return [] }
        return ["/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(user)", "--clear-groups"] + options + ["--"]
    }
}
