/// Why expressions have no value.
package enum JQError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The expression at `index` is wrong, or raised an error.
    case expression(index: Int, message: String)
    case timeLimit(Duration)
    /// In bytes.
    case memoryLimit(Int)
    /// In bytes.
    case outputLimit(Int)
    case evaluatorLost(String)

    package var description: String {
        switch self {
        case .expression(_, let message): message
        case .timeLimit(let limit): "the expression took longer than \(limit); make it do less, or on less data"
        case .memoryLimit(let bytes): "the expression needed more than \(bytes >> 20) MiB of memory, or nested too deep"
        case .outputLimit(let bytes): "the expression's value is larger than \(bytes >> 20) MiB"
        case .evaluatorLost(let reason): "the expression could not be evaluated: \(reason)"
        }
    }
}
