import JSON

/// One thing that the doctor looked at.
struct Finding: Sendable {
    /// What was looked at, such as `database as auth`.
    let subject: String
    /// What was found; for something good, perhaps empty.
    let detail: String
    /// What to do about it; nil: it is as it should be.
    let advice: String?

    static func good(_ subject: String, _ detail: String = "") -> Finding {
        Finding(subject: subject, detail: detail, advice: nil)
    }

    static func bad(_ subject: String, _ detail: String, advice: String) -> Finding {
        Finding(subject: subject, detail: detail, advice: advice)
    }

    /// Good where `look` throws nothing.
    static func of(_ subject: String, advice: String, _ look: () throws -> String) -> Finding {
        do {
            return .good(subject, try look())
        } catch {
            return .bad(subject, "\(error)", advice: advice)
        }
    }

    var isGood: Bool { advice == nil }

    var line: String {
        let text = detail.isEmpty ? subject : "\(subject): \(detail)"
        return (isGood ? "✓ " : "✗ ") + text.printable + (advice.map { "\n    → " + $0.printable } ?? "")
    }

    var json: JSON {
        var members: JSONObject = ["subject": .string(subject), "isGood": .bool(isGood), "detail": .string(detail)]
        if let advice { members["advice"] = .string(advice) }
        return .object(members)
    }
}

/// Something is not as it should be.
struct Complaint: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
