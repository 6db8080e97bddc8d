/// Why a program was not run to its end.
package enum ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
    /// This host cannot make the sandbox.
    case sandboxUnavailable(reason: String)
    case containersUnavailable(reason: String)
    case interpreterMissing(ScriptLanguage)
    case unknownLanguage(String)
    /// What is asked for cannot be run anywhere; the text says why.
    case invalidRequest(String)
    /// Its image cannot be had.
    case imageUnavailable(reason: String)
    case timeLimit(Duration)
    case memoryLimit(Int)
    case outputLimit(Int)
    case fileLimit(Int)
    /// So many of the same owner wait already.
    case queueLimit(Int)
    case cancelled
    /// Something that is no program's fault.
    case failed(String)

    package var description: String {
        switch self {
        case .sandboxUnavailable(let reason):
            "processes cannot be run on this host: \(reason) (`intelligentic doctor` looks at it)"
        case .containersUnavailable(let reason):
            "containers cannot be run on this host: \(reason)"
        case .interpreterMissing(let language):
            """
            \(language) needs \(language.interpreter[0]) on the worker's host: \
            apt-get install \(language.package)
            """
        case .unknownLanguage:
            "this script language is unknown: write js, javascript or python"
        case .invalidRequest(let text): text
        case .imageUnavailable(let reason): "the image cannot be had: \(reason)"
        case .timeLimit(let limit): "killed: still running after \(limit), the limit of its time"
        case .memoryLimit(let limit): "killed: its processes took more than \(limit) bytes of memory together"
        case .outputLimit(let limit): "killed: wrote more than \(limit) bytes to stdout and stderr; write less"
        case .fileLimit(let limit): "killed: made more than \(limit) files"
        case .queueLimit(let limit): "\(limit) processes wait for their turn already; try again later"
        case .cancelled: "cancelled"
        case .failed(let text): text
        }
    }
}
