package import JSON

/// A definition that a document uses and that stands somewhere else.
package struct ExternalReference: Sendable, Hashable {
    /// Its address: `https://…`, or a path below the default catalog of the installation.
    package let address: String
    package let kind: Kind
    /// Where the document asks for it. What a definition asks for that stands elsewhere itself is asked for there, too.
    package let pointer: JSONPointer
    /// Counted from 1.
    package let line: Int?

    package enum Kind: Sendable, Hashable {
        case function, schema
    }
}
