/// A name and a password that go over the wire as digests only (RFC 7616): MD5 and SHA-256, and their `-sess` forms.
package struct DigestCredentials: Sendable {
    package let username: String
    package let password: String

    package init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}
