/// No bcrypt hash can be made: of this password, or by this system's libcrypt.
package struct PasswordHashError: Error, CustomStringConvertible {
    package var description: String { "libcrypt makes no bcrypt hash" }
}
