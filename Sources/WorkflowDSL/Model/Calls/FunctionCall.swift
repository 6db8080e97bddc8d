/// A `call` of a function.
package struct FunctionCall: Sendable {
    package let function: Reference
    /// What the function's task gets as its raw input; nil for the task's input.
    package let with: Template?

    package enum Reference: Sendable, Hashable {
        /// In `use.functions`.
        case named(String)
        /// `name:version@catalog`; the catalog is in `use.catalogs`, or `default`.
        case catalogued(name: String, version: String, catalog: String)
        /// The address of a function's definition.
        case resource(URITemplate)
    }
}
