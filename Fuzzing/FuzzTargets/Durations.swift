import Identity
import JSON
import WorkflowDSL

/// A text as a duration, a time, a version and a line of cron.
enum Durations {
    static func read(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for start in [0, 1_700_000_000_000_000, -62_135_596_800_000_000, 253_402_300_799_000_000] as [Int64] {
            if let duration = try? DurationTemplate.duration(of: text, from: start) {
                precondition(duration >= .zero && duration <= WorkflowParser.durationLimit, "\(duration)")
            }
        }
        if let time = Timestamp(text) {
            precondition(Timestamp(time.description) == time, "\(time)")
        }
        let tasks: JSON = [["a": ["wait": .string(text)]]]
        let schedule: JSON = ["cron": .string(text), "every": .string(text)]
        _ = try? WorkflowParser.parse(
            Documents.around(["schedule": schedule, "timeout": ["after": .string(text)]], tasks: tasks), as: .json)
    }
}
