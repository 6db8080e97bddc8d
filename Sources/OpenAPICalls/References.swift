internal import JSON
internal import TextEncodings

/// The document, and what its `$ref`s lead to.
struct References: Sendable {
    /// How many references may follow on each other.
    static let chainLimit = 32

    let document: JSON

    /// The value itself, or what its reference leads to.
    func followed(_ value: JSON) throws(OpenAPIError) -> JSON {
        var value = value
        for _ in 0..<Self.chainLimit {
            guard let reference = value["$ref"]?.string else { return value }
            guard reference.hasPrefix("#"), let text = PercentEncoding.decode(reference.dropFirst()),
                let pointer = JSONPointer(text)
            else { throw .document("`$ref` must lead to a place in the same document, such as `#/components/…`") }
            guard let target = document[pointer] else {
                throw .document("`$ref` leads to \(pointer), which is not there")
            }
            value = target
        }
        throw .document("more than \(Self.chainLimit) `$ref`s follow on each other, or one leads back to itself")
    }
}
