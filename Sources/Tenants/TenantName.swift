internal import Identity

/// What people call a tenant. Several may have the same name.
package struct TenantName: Sendable, Hashable {
    /// In Unicode code points, as the column counts.
    package static let lengthLimit = 200

    /// Without white space around it.
    package let text: String

    /// - Throws: ``TenantNameError``: how it must be.
    package init(_ given: String) throws(TenantNameError) {
        let name = Self.trimmed(given)
        guard ChosenName.isValid(name, upTo: Self.lengthLimit) else {
            throw TenantNameError(
                message: "must be 1 to \(Self.lengthLimit) characters, no control characters")
        }
        text = name
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}

/// How a name must be; goes on where the field's name ends: "must be …".
package struct TenantNameError: Error, Sendable, Hashable {
    package let message: String
}
