/// What a person gives to register, checked.
package struct Registration: Sendable {
    /// In Unicode code points, as the column counts.
    package static let tenantNameLimit = 200

    let email: EmailAddress
    let password: String
    let tenantName: String

    /// - Throws: ``AccountError/invalid(_:)`` with everything that is wrong.
    package init(email: String, password: String, tenantName: String) throws(AccountError) {
        var violations: [Violation] = []
        let address = EmailAddress(email)
        if address == nil {
            violations.append(Violation(field: .email, message: "must be an e-mail address such as ada@example.com"))
        }
        if let message = PasswordRule.violation(of: password, owner: [email, tenantName]) {
            violations.append(Violation(field: .password, message: message))
        }
        let name = Self.trimmed(tenantName)
        if name.isEmpty || name.unicodeScalars.count > Self.tenantNameLimit {
            violations.append(
                Violation(field: .tenant, message: "must be a name of 1 to \(Self.tenantNameLimit) characters"))
        } else if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            violations.append(Violation(field: .tenant, message: "must not contain control characters"))
        }
        guard let address, violations.isEmpty else { throw .invalid(violations) }
        (self.email, self.password, self.tenantName) = (address, password, name)
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// Something that is wrong with one field.
    package struct Violation: Sendable, Hashable {
        package enum Field: String, Sendable { case email, password, tenant }

        package let field: Field
        /// Goes on where the field's name ends: "must be …".
        package let message: String
    }
}
