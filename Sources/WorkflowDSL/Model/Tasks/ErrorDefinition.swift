/// An error to raise: problem details (RFC 9457) whose members may be expressions.
package struct ErrorDefinition: Sendable {
    package let type: Template
    package let status: Template
    package let title: Template?
    package let detail: Template?
    package let instance: Template?
}
