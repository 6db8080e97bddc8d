import Glibc
import Identity
import JSON

/// Writes one JSON object a line to standard error..
enum JanitorLog {
    enum Level: String {
        case info, warning, error
    }

    static func note(_ level: Level, _ message: String, _ details: JSONObject = [:]) {
        var line: JSONObject = [
            "time": .string(Timestamp.now.description), "level": .string(level.rawValue), "program": "janitor",
            "message": .string(message),
        ]
        line.merge(details) { first, _ in first }
        let bytes = JSON.object(line).bytes + [0x0A]
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
