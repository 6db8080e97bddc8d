package import JSON

/// A value as it is shown, and what stood in its fields that the schema marks secret.
package struct Concealed: Sendable {
    /// Stands in the place of a value that is not to be seen.
    package static let mark: JSON = "***"

    package let shown: JSON
    package let secrets: [JSON]

    package init(shown: JSON, secrets: [JSON]) {
        self.shown = shown
        self.secrets = secrets
    }
}
