/// By which a client marks a POST that it may send again (draft-ietf-httpapi-idempotency-key-header-07).
struct IdempotencyKey {
    static let header = "Idempotency-Key"
    static let lengthLimit = 255
    /// Visible ASCII characters, for the API's description.
    static let pattern = "^[!-~]+$"

    /// As it came, with the quotes of a structured field or without.
    let text: String

    /// - Throws: a ``Problem`` 400 `idempotency_key_invalid`.
    init(_ text: String) throws(Problem) {
        guard (1...Self.lengthLimit).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Problem(
                400, "idempotency_key_invalid",
                "Idempotency-Key: expected 1 to \(Self.lengthLimit) visible ASCII characters, such as a UUID.")
        }
        self.text = text
    }
}
