import JSON
import Masking
import Runs
import WorkflowEngine

extension RunTask {
    /// The engine's record of a task instance as it is stored.
    ///
    /// - Parameter mask: keeps the run's secrets out.
    init(_ record: TaskRecord, _ mask: SecretMask) {
        self.init(
            ordinal: record.ordinal, name: record.name, reference: record.reference, status: Status(record.status),
            attempt: record.attempt, startedAt: record.startedAt, endedAt: record.endedAt,
            input: mask.mask(record.input),
            output: record.output.map { mask.mask($0) }, error: record.error.map { mask.mask($0.json) },
            detail: record.detail.map { Self.cut(mask.mask($0)) })
    }

    /// Members that hold any JSON, of any size.
    private static let ofDocuments: Set<String> = ["value", "with", "until"]

    /// Ends what was cut.
    static let cutMark = "…"

    /// A detail whose texts and values are not longer than ``detailValueLimit``. Only after the mask: a part of a secret would
    /// not be found.
    private static func cut(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): return .string(cut(text))
        case .array(let elements): return .array(elements.map(cut))
        case .object(var members):
            for (name, value) in members {
                members[name] = ofDocuments.contains(name) ? cutWhole(value) : cut(value)
            }
            return .object(members)
        case .null, .bool, .number: return value
        }
    }

    /// The value, or the beginning of its JSON text.
    private static func cutWhole(_ value: JSON) -> JSON {
        if let text = value.string { return .string(cut(text)) }
        let text = value.text
        return text.utf8.count <= detailValueLimit ? value : .string(cut(text))
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > detailValueLimit else { return text }
        // Not in the middle of a character.
        var end = text.utf8.index(text.startIndex, offsetBy: detailValueLimit)
        while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return text[..<end] + cutMark
    }
}

extension RunTask.Status {
    fileprivate init(_ status: TaskStatus) {
        self =
            switch status {
            case .running: .running
            case .waiting: .waiting
            case .cancelled: .cancelled
            case .faulted: .faulted
            case .completed: .completed
            case .skipped: .skipped
            }
    }
}
