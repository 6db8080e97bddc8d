import Identity
import JSON

/// Times and durations as people read them.
enum TimeText {
    /// `2026-11-24 02:07`, in UTC; nothing for what is no time.
    static func minute(_ value: JSON?) -> String {
        guard let time = value?.string.flatMap({ Timestamp($0) }) else { return "" }
        return String(time.text(separator: " ").prefix(16))
    }

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
