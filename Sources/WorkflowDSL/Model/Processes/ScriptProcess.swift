/// `run.script`
package struct ScriptProcess: Sendable {
    /// Such as `js` or `python`.
    package let language: String
    package let content: Content
    package let stdin: Template?
    package let arguments: [Template]
    package let environment: Template?

    package enum Content: Sendable {
        /// Code or one expression that gives it: `${NAME}` inside code is the script's own.
        case code(Template)
        case source(ExternalResource)
    }
}
