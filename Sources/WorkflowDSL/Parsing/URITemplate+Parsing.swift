import TextEncodings

extension URITemplate {
    /// Reads a template: `scheme://…` with variables in braces.
    init(_ text: String) throws(URITemplateError) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                throw URITemplateError(message: "a brace has no partner; write %7B for { and %7D for }")
            }
            if brace > rest.startIndex { parts.append(.literal(Self.encoded(rest[..<brace]))) }
            parts.append(.variable(try Self.name(rest[rest.index(after: brace)..<end])))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append(.literal(Self.encoded(rest))) }
        self.parts = parts
    }

    /// The name of a property, to the letter: `pet.id` is the property "pet.id".
    private static func name(_ text: Substring) throws(URITemplateError) -> String {
        let allowed = text.utf8.allSatisfy {
            $0.isLetterOrDigit || $0 >= 0x80 || [UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-")].contains($0)
        }
        guard allowed, !text.isEmpty, text.first != "." else {
            throw URITemplateError(
                message: "{\(text.prefix(60))} must be the name of a property of the data, such as {petId}; "
                    + "for anything else write the endpoint as an expression: ${ \"https://…/\\(.pet.id)\" }")
        }
        return String(text)
    }

    /// What a URI cannot hold is percent-encoded; what is encoded already stays (RFC 6570, section 3.1).
    private static func encoded(_ literal: Substring) -> String {
        PercentEncoding.encode(literal, keeping: "%:/?#[]@!$&'()*+,;=")
    }
}
