internal import Tenants

/// What a person gives to register, checked.
package struct Registration: Sendable {
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
        var name: TenantName?
        do {
            name = try TenantName(tenantName)
        } catch {
            violations.append(Violation(field: .tenant, message: error.message))
        }
        guard let address, let name, violations.isEmpty else { throw .invalid(violations) }
        (self.email, self.password, self.tenantName) = (address, password, name.text)
    }

    /// Something that is wrong with one field.
    package struct Violation: Sendable, Hashable {
        package enum Field: String, Sendable { case email, password, tenant }

        package let field: Field
        /// Goes on where the field's name ends: "must be …".
        package let message: String
    }
}
