package import JSON
import TextEncodings

/// A URI with variables, such as `https://example.com/pets/{petId}`.
///
/// A variable stands for the property of that name of the data, at its top level. Expansion is RFC 6570's simple one:
/// everything but unreserved characters is percent-encoded, so a value cannot change the shape of the URI.
package struct URITemplate: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case literal(String)
        case variable(String)
    }

    let parts: [Part]

    /// The template as it is written, percent-encoded.
    package var source: String {
        parts.map { part in
            switch part {
            case .literal(let text): text
            case .variable(let name): "{\(name)}"
            }
        }.joined()
    }

    /// The URI, where it has no variables.
    package var fixed: String? {
        parts.allSatisfy { if case .literal = $0 { true } else { false } } ? source : nil
    }

    /// The URI for this data. A missing property and null expand to nothing.
    package func expand(with data: JSON) throws(URITemplateError) -> String {
        var uri = ""
        for part in parts {
            switch part {
            case .literal(let text): uri += text
            case .variable(let name): uri += PercentEncoding.encode(try Self.text(of: data[name] ?? .null, name))
            }
        }
        return uri
    }

    private static func text(of value: JSON, _ name: String) throws(URITemplateError) -> String {
        switch value {
        case .null: return ""
        case .string(let text): return text
        case .bool, .number: return value.text
        case .array, .object:
            throw URITemplateError(
                message:
                    "the property \"\(name)\" is an \(value.kind), which cannot be part of a URI; use a string or number"
            )
        }
    }
}

/// Why a URI template is not one, or cannot be expanded.
package struct URITemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    package let message: String

    package var description: String { message }
}
