import Identity
import JSON

/// Times and durations as people read them.
enum TimeText {
    /// `2026-11-24 02:07`, in UTC; nothing for what is no time.
    static func minute(_ value: JSON?) -> String {
        guard let time = time(value) else { return "" }
        return String(time.text(separator: " ").prefix(16))
    }

    /// From one time to another, or until now; nothing where it has not begun.
    static func between(_ start: JSON?, _ end: JSON?) -> String {
        guard let start = time(start) else { return "" }
        return duration((time(end) ?? .now) - start)
    }

    /// How long after `start`, such as `+1.2 s`.
    static func since(_ start: JSON?, _ moment: JSON?) -> String {
        guard let start = time(start), let moment = time(moment) else { return "" }
        return "+" + duration(max(.zero, moment - start))
    }

    private static func time(_ value: JSON?) -> Timestamp? { value?.string.flatMap { Timestamp($0) } }

    /// `0.8 s`, `2 min 5 s`, `3 h 2 min`.
    static func duration(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        if seconds < 60 {
            let tenths = Int((seconds * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(seconds)
        return whole < 3_600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}
