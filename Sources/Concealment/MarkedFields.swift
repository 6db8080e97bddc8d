package import JSON
internal import JSONSchema
internal import Masking

/// What a version of a workflow marks secret, as far as somebody has to know who shows its runs. What runs tell of themselves has been
/// masked when it was written; their input and their journal, with which they go on, have not.
package struct MarkedFields: Sendable {
    /// Those of the input of its runs; nil: none.
    let input: SecretFields?
    /// Whether it marks any, at whatever place: then they may stand in journals.
    package let any: Bool
    /// Whether nobody can say: the document is not understood any more.
    let isUnknown: Bool

    static let none = MarkedFields(input: nil, any: false, isUnknown: false)
    static let unknown = MarkedFields(input: nil, any: true, isUnknown: true)

    /// The most bytes of what stands in marked fields, as JSON, all together: with more nothing of a value is shown, as a mask takes
    /// much more memory. A run may meet no more.
    static let byteLimit = 8_192

    /// Stands in the place of what is not to be seen.
    package static let mark = JSON.string(SecretMask.replacement)

    /// The input of a run as it is shown.
    package func shown(_ value: JSON) -> JSON {
        if isUnknown { return Self.mark }
        guard let input else { return value }
        let (shown, secrets) = input.conceal(value, with: Self.mark)
        guard Set(secrets).reduce(0, { $0 + $1.text.utf8.count }) <= Self.byteLimit else { return Self.mark }
        // The same may stand beside the marked field.
        return SecretMask(secrets).mask(shown)
    }
}
