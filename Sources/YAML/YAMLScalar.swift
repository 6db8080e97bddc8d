import JSON

/// A scalar as it stands in the text.
struct YAMLScalar {
    static let tagPrefix = "tag:yaml.org,2002:"

    let text: String
    /// Without quotes, and not a block.
    let isPlain: Bool

    /// The value by the core schema; a tag such as `!!str` decides where there is one.
    func value(tag: String?, at event: YAMLEvent) throws(YAMLError) -> JSON {
        guard let tag else { return isPlain ? try plainValue(event) : .string(text) }
        guard tag.hasPrefix(Self.tagPrefix) else { throw event.unknownTag }
        let kind = tag.dropFirst(Self.tagPrefix.count)
        if kind == "str" { return .string(text) }
        guard ["bool", "float", "int", "null"].contains(kind) else { throw event.unknownTag }
        let value = try plainValue(event)
        let fits =
            switch value {
            case .null: kind == "null"
            case .bool: kind == "bool"
            case .number(let number): kind == "float" || (kind == "int" && number.integer != nil)
            default: false
            }
        guard fits else { throw event.error("\"\(text.prefix(60))\" is not what its tag !!\(kind) says") }
        return value
    }

    private func plainValue(_ event: YAMLEvent) throws(YAMLError) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        var digits = Substring(text)
        if digits.first == "-" || digits.first == "+" { digits.removeFirst() }
        if digits.hasPrefix("."), ["inf", "nan"].contains(digits.dropFirst().lowercased()) {
            throw event.error("\(text) has no JSON form; put quotes around it if it is a text")
        }
        return YAMLNumber.json(text).map { .number(JSONNumber(text: $0)) } ?? .string(text)
    }
}

extension YAMLEvent {
    var unknownTag: YAMLError {
        error("the tag \((tag ?? "").prefix(60)) is not known; the values of a document are those of JSON")
    }
}
