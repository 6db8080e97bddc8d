/// Why a metric file cannot be used.
package struct MetricFileError: Error, Sendable, CustomStringConvertible {
    package let description: String
}
