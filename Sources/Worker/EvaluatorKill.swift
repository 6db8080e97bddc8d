import JQ

/// Why an evaluator process was ended: an expression that is over a limit cannot be stopped otherwise.
enum EvaluatorKill: String, CaseIterable {
    case time, memory, output, nesting, aborted, overtime, lost

    /// Nil for an expression that is only wrong.
    init?(_ error: JQError) {
        switch error {
        case .expression: return nil
        case .timeLimit: self = .time
        case .memoryLimit: self = .memory
        case .outputLimit: self = .output
        case .nestingLimit, .recursionLimit: self = .nesting
        case .aborted: self = .aborted
        case .overtimeRefused: self = .overtime
        case .evaluatorLost: self = .lost
        }
    }
}
