internal import Glibc
internal import Identity
internal import JSON

/// Writes one JSON object a line to standard error. Never bodies, queries, or headers of requests.
package struct FunctionLog: Sendable {
    package enum Level: String, Sendable, CaseIterable, Comparable {
        case info, warning, error

        private var weight: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            }
        }

        package static func < (left: Level, right: Level) -> Bool { left.weight < right.weight }
    }

    let function: String
    let level: Level

    /// - Parameter details: made only for a line that is written.
    func note(_ level: Level, _ message: String, _ details: @autoclosure () -> JSONObject = [:]) {
        guard level >= self.level else { return }
        var line: JSONObject = [
            "time": .string(Timestamp.now.description), "level": .string(level.rawValue),
            "function": .string(function), "message": .string(message),
        ]
        line.merge(details()) { first, _ in first }
        let bytes = JSON.object(line).bytes + [0x0A]
        // One write a line, so that lines of several threads do not mix.
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
