import CJq
import Glibc

/// What an evaluator may take. The kernel enforces it.
struct EvaluatorLimits {
    /// The exit status of an evaluator without memory; `JQError` knows it too.
    static let memoryStatus: Int32 = 71
    /// An evaluator that has grown beyond this, in KiB, is not used again: libjq gives little back.
    static let retirementSize = 64 << 10

    /// Address space beyond what the process has when it starts, in bytes.
    let memory: UInt
    /// The largest answer, in bytes.
    let output: Int
    /// The owner kills an evaluator that is over its time. This is for the case that the owner is no more.
    let seconds: UInt32

    init?(arguments: [String]) {
        guard arguments.count == 3, let memory = UInt(arguments[0]), let output = Int(arguments[1]),
            let seconds = UInt32(arguments[2])
        else { return nil }
        self.memory = memory
        self.output = output
        self.seconds = seconds
    }

    /// Gives this process its limits: no file, no socket and no process more, and a bounded memory.
    func apply() {
        let pages = Self.addressSpacePages()
        Self.set(__rlimit_resource_t(RLIMIT_AS.rawValue), to: pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + memory)
        Self.set(__rlimit_resource_t(RLIMIT_CORE.rawValue), to: 0)
        Self.set(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), to: 0)
        Self.set(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), to: 0)
        Self.set(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), to: 0)
    }

    /// Whether this process should make way for a smaller one.
    var areNear: Bool {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss > Self.retirementSize
    }

    private static func set(_ resource: __rlimit_resource_t, to value: UInt) {
        var limits = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(resource, &limits)
    }

    private static func addressSpacePages() -> UInt {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = max(read(file, &text, text.count), 0)
        return UInt(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)) ?? 0
    }
}
