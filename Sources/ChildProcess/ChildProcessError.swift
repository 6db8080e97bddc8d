internal import Glibc

/// Why a process could not be started or did not do its work.
package enum ChildProcessError: Error, Sendable, CustomStringConvertible {
    /// No executable file has this name or path.
    case notFound(String)
    /// A system call failed with this `errno`.
    case system(call: String, code: Int32)
    /// The process still ran after this time and was killed.
    case timeLimit(Duration)
    /// The process wrote more bytes than this to one stream and was killed.
    case outputLimit(Int)

    package var description: String {
        switch self {
        case .notFound(let name): "no executable \(name): install it, or name its path"
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .timeLimit(let limit): "killed: still running after \(limit)"
        case .outputLimit(let limit): "killed: wrote more than \(limit) bytes"
        }
    }
}
