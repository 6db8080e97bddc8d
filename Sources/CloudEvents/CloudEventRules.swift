import Identity
import JSON
import TextEncodings

/// What an event must keep to (CloudEvents 1.0.2, section 3, and its JSON Event Format).
package enum CloudEventRules {
    /// The most bytes of an event in its JSON form.
    package static let sizeLimit = 1_048_576
    /// The most characters of a type.
    package static let typeLimit = 255
    /// The most characters of a source, and of an id.
    package static let sourceLimit = 1_024
    package static let idLimit = 1_024
    /// The most letters and digits of an attribute's name. The specification advises 20.
    package static let nameLimit = 64
    /// The most attributes and extensions of an event.
    package static let attributeLimit = 100

    static func issues(_ members: JSONObject) -> [CloudEventError.Issue] {
        var issues: [CloudEventError.Issue] = []
        if members["specversion"] != "1.0" {
            issues.append(.init("specversion", "expected \"1.0\""))
        }
        for (name, limit) in [("id", idLimit), ("source", sourceLimit), ("type", typeLimit)] where members[name] == nil
        {
            issues.append(.init(name, "expected a text of 1 to \(limit) characters"))
        }
        if members.count > attributeLimit {
            issues.append(.init(.root, "expected at most \(attributeLimit) attributes"))
        }
        for (name, value) in members {
            if let message = message(name, value) { issues.append(.init(name, message)) }
        }
        if members["data"] != nil, members["data_base64"] != nil {
            issues.append(.init("data_base64", "expected data or data_base64, not both"))
        }
        return issues
    }

    /// What is expected of an attribute; nil: it is as it should be.
    private static func message(_ name: String, _ value: JSON) -> String? {
        switch name {
        case "data", "specversion": nil
        case "data_base64":
            value.string.map(Base64.isValid) == true ? nil : "expected a text in base64"
        case "id": text(value, limit: idLimit)
        case "type": text(value, limit: typeLimit)
        case "source": text(value, limit: sourceLimit) ?? reference(value)
        case "subject": text(value, limit: sizeLimit)
        case "dataschema":
            isAbsolute(value) ? reference(value) : "expected a URI with its scheme"
        case "datacontenttype":
            isMediaType(value) ? nil : "expected a media type such as application/json"
        case "time":
            isTime(value) ? nil : "expected a time such as 2026-11-24T02:07:52Z (RFC 3339)"
        default: isName(name) ? extensionMessage(value) : nameMessage
        }
    }

    private static let nameMessage =
        "expected a name of 1 to \(nameLimit) small letters and digits: other names are no attributes"

    private static func extensionMessage(_ value: JSON) -> String? {
        switch value {
        case .bool: return nil
        case .string(let text):
            return text.unicodeScalars.contains(where: isControl) ? "expected no control characters" : nil
        case .number:
            let isInteger = value.int.map { Int32(exactly: $0) != nil } ?? false
            return isInteger ? nil : "expected a whole number of 32 bits, or a text"
        case .null, .array, .object: return "expected a text, a whole number, true or false"
        }
    }

    private static func text(_ value: JSON, limit: Int) -> String? {
        guard let text = value.string, !text.isEmpty, text.unicodeScalars.count <= limit else {
            return "expected a text of 1 to \(limit) characters"
        }
        return text.unicodeScalars.contains(where: isControl) ? "expected no control characters" : nil
    }

    private static func reference(_ value: JSON) -> String? {
        let isReference =
            value.string?.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && !"<>\"{}|\\^`".unicodeScalars.contains($0)
            }
        return isReference == true ? nil : "expected a URI reference, such as /shop/orders"
    }

    private static func isAbsolute(_ value: JSON) -> Bool {
        value.string?.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:./) != nil
    }

    private static func isMediaType(_ value: JSON) -> Bool {
        value.string?.wholeMatch(of: /[!#$&^_.+A-Za-z0-9-]+\/[!#$&^_.+A-Za-z0-9-]+\s*(;[^\x00-\x1f]*)?/) != nil
    }

    private static func isTime(_ value: JSON) -> Bool {
        guard let text = value.string, text.utf8.count > 19 else { return false }
        // SQL's form is none of RFC 3339's.
        return "Tt".contains(text.dropFirst(10).first ?? " ") && Timestamp(text) != nil
    }

    static func isName(_ name: String) -> Bool {
        (1...nameLimit).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }

    private static func isControl(_ character: Unicode.Scalar) -> Bool {
        character.properties.generalCategory == .control
    }
}
