/// `run.workflow`
package struct Subworkflow: Sendable {
    package let namespace: Template
    package let name: Template
    /// A semantic version, or `latest` for the highest one.
    package let version: Template
    package let input: Template?
}
