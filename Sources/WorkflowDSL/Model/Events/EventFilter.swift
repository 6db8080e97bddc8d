/// Which events count.
package struct EventFilter: Sendable {
    /// All must match: texts are equal or match as regular expressions, expressions are true on the attribute.
    package let with: EventProperties
    package let correlate: [Correlation]
}
