/// Why a value is not a JSON Schema that can be used here.
package struct JSONSchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    package let message: String

    package var description: String { message }
}
