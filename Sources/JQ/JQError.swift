/// Why expressions have no value.
package enum JQError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The expression at `index` is wrong, or raised an error.
    case expression(index: Int, message: String)
    case timeLimit(Duration)
    /// In bytes.
    case memoryLimit(Int)
    /// In bytes.
    case outputLimit(Int)
    /// In levels of arrays and objects.
    case nestingLimit(Int)
    /// The evaluator's stack is full.
    case recursionLimit
    /// libjq gave up with an internal error.
    case aborted
    /// The evaluation took longer than `JQLimits.patience`, and its ``Overtime`` did not grant more.
    case overtimeRefused
    case evaluatorLost(String)

    package var description: String {
        switch self {
        case .expression(_, let message): message
        case .timeLimit(let limit): "the expression took longer than \(limit); make it do less, or on less data"
        case .memoryLimit(let bytes):
            "the expression needed more than \(bytes >> 20) MiB of memory; make it do less, or on less data"
        case .outputLimit(let bytes): "the expression's value is larger than \(bytes >> 10) KiB as JSON"
        case .nestingLimit(let levels): "the expression's value is nested deeper than \(levels) levels"
        case .recursionLimit: "the expression, or a value in it, is nested so deep that jq's stack is full"
        case .aborted: "jq gave up with an internal error; write the expression in another way"
        case .overtimeRefused: "another expression of the same tenant already takes long"
        case .evaluatorLost(let reason): "the expression could not be evaluated: \(reason)"
        }
    }
}
