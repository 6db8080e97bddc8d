internal import Glibc
internal import Identity
package import JSON

/// Writes one JSON object a line to standard error, where a supervisor keeps it. Never what people or workflows have said: no addresses,
/// inputs, outputs or headers.
package struct DaemonLog: Sendable {
    package enum Level: String, Sendable {
        case info, warning, error
    }

    private let program: String

    /// - Parameter program: by which its lines are found.
    package init(_ program: String) {
        self.program = program
    }

    package func note(_ level: Level, _ message: String, _ details: JSONObject = [:]) {
        let bytes = line(level, message, details, at: .now).bytes + [0x0A]
        // One write a line, so that lines of several threads do not mix.
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    func line(_ level: Level, _ message: String, _ details: JSONObject, at time: Timestamp) -> JSON {
        var line: JSONObject = [
            "time": .string(time.description), "level": .string(level.rawValue), "program": .string(program),
            "message": .string(message),
        ]
        line.merge(details) { first, _ in first }
        return .object(line)
    }
}
