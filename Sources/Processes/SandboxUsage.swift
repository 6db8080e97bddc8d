internal import Glibc

/// What the processes of a sandbox take together, as seen from outside.
struct SandboxUsage {
    /// Bytes; what several processes share is counted once (proc(5), Pss).
    private(set) var memory = 0
    /// Files in its scratch folder and `/tmp`.
    private(set) var files = 0

    /// - Parameter first: the pid of the first process in the sandbox; all others descend from it.
    init(of first: Int32) {
        var left = ["\(first)"]
        // Processes that begin and end meanwhile could keep this going for ever.
        var seen = 0
        while let pid = left.popLast(), seen < 4 * ProcessLimits.processLimit {
            seen += 1
            memory += Self.memory(of: pid)
            left += Self.threads(of: pid).flatMap { thread in
                Self.text(of: "/proc/\(pid)/task/\(thread)/children").split(separator: " ").map(String.init)
            }
        }
        var facts = statvfs()
        // While the sandbox is being made, this is the host's folder still; its own is known by its size.
        if statvfs("/proc/\(first)/root/tmp", &facts) == 0,
            Int(facts.f_blocks) * Int(facts.f_frsize) == ProcessLimits.scratchLimit
        {
            files = Int(facts.f_files) - Int(facts.f_ffree)
        }
    }

    private static func memory(of pid: String) -> Int {
        let lines = text(of: "/proc/\(pid)/smaps_rollup").split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("Pss:") }) else { return 0 }
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }

    private static func threads(of pid: String) -> [String] {
        guard let listing = opendir("/proc/\(pid)/task") else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { text in
                String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// Empty where it cannot be read: the process has ended.
    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
            count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
