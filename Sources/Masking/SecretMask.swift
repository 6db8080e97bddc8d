package import JSON

/// Puts `***` in place of secrets.
///
/// What is looked for are the strings and numbers in the values of secrets. A string of at least ``shortestPart`` characters
/// is found anywhere in a text, as it is and in the forms that it travels in: percent-encoded (also with `+` for a space),
/// with the escapes of JSON, in base64 (both alphabets) with anything before and behind it. A shorter one, or a number of at
/// least ``shortestPart`` digits, is found where it is the whole value. Booleans, null and the names of members are no
/// secrets.
///
/// What is not found: a part of a secret, and what somebody made of it by other means, such as reversing it.
package struct SecretMask: Sendable {
    package static let replacement = "***"
    /// In characters (Unicode scalars) or digits. Shorter ones occur everywhere by chance.
    package static let shortestPart = 4

    private var plain = PatternAutomaton()
    private var base64 = PatternAutomaton()
    private var wholeTexts: Set<String> = []
    private var longestWholeText = 0
    private var numbers: Set<JSONNumber> = []

    /// - Parameter values: the values of secrets.
    package init(_ values: some Sequence<JSON>) {
        for value in values { add(value) }
        plain.finish()
        base64.finish()
        longestWholeText = wholeTexts.map(\.utf8.count).max() ?? 0
    }

    /// Finds nothing.
    package static let none = SecretMask([])

    /// Whether there is nothing that it could find.
    package var isEmpty: Bool { plain.isEmpty && wholeTexts.isEmpty && numbers.isEmpty }

    /// A text without secrets; the same where none is in it.
    package func mask(_ text: String) -> String {
        isEmpty ? text : masked(text) ?? text
    }

    /// A value without secrets, also in the names of members; the same where none is in it.
    package func mask(_ value: JSON) -> JSON {
        isEmpty ? value : masked(value) ?? value
    }

    private mutating func add(_ value: JSON) {
        switch value {
        case .null, .bool: break
        case .string(let text): add(text)
        case .number(let number):
            let text = number.text
            guard text.utf8.count(where: Self.isDigit) >= Self.shortestPart else { break }
            numbers.insert(number)
            wholeTexts.insert(text)
        case .array(let elements): for element in elements { add(element) }
        case .object(let members): for member in members.values { add(member) }
        }
    }

    private mutating func add(_ text: String) {
        guard text.unicodeScalars.count >= Self.shortestPart else {
            if !text.isEmpty { wholeTexts.insert(text) }
            return
        }
        let bytes = Array(text.utf8)
        plain.insert(bytes, reach: bytes.count)
        for fragment in Base64Fragment.all(of: bytes) {
            base64.insert(fragment.digits, reach: fragment.reach, continues: fragment.continues)
        }
        // A text of digits may have become a number.
        if let first = bytes.first, Self.isDigit(first) || first == UInt8(ascii: "-"),
            case .number(let number)? = try? JSON(parsing: bytes)
        {
            numbers.insert(number)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension SecretMask {
    /// Nil: there is no secret in it. Most values have none, and need not be put together anew.
    private func masked(_ value: JSON) -> JSON? {
        switch value {
        case .null, .bool: nil
        case .number(let number): numbers.contains(number) ? .string(Self.replacement) : nil
        case .string(let text): masked(text).map(JSON.string)
        case .array(var elements): masked(&elements) ? .array(elements) : nil
        case .object(let members): masked(members).map(JSON.object)
        }
    }

    private func masked(_ elements: inout [JSON]) -> Bool {
        var isChanged = false
        for index in elements.indices {
            guard let element = masked(elements[index]) else { continue }
            elements[index] = element
            isChanged = true
        }
        return isChanged
    }

    private func masked(_ members: JSONObject) -> JSONObject? {
        var values = members
        var isChanged = false
        for (index, value) in members.values.enumerated() {
            guard let value = masked(value) else { continue }
            values.values[index] = value
            isChanged = true
        }
        let names = members.keys.map(masked)
        guard names.contains(where: { $0 != nil }) else { return isChanged ? values : nil }
        var renamed: JSONObject = [:]
        var numbers: [String: Int] = [:]
        for (name, member) in zip(names, values) {
            let wanted = name ?? member.key
            // Two secrets as names give two members all the same.
            var free = wanted
            while renamed[free] != nil {
                // Not from the beginning each time: there may be many.
                numbers[wanted, default: 1] += 1
                free = "\(wanted) (\(numbers[wanted, default: 1]))"
            }
            renamed[free] = member.value
        }
        return renamed
    }

    private func masked(_ text: String) -> String? {
        if text.utf8.count <= longestWholeText, wholeTexts.contains(text) { return Self.replacement }
        guard !plain.isEmpty else { return nil }
        var text = text
        return text.withUTF8 { text in
            var found = MaskedRanges()
            for form in TextForm.forms(of: text) {
                plain.search(form) { found.insert($0) }
                base64.searchBase64(form) { found.insert($0) }
            }
            return found.isEmpty ? nil : found.replaced(in: text, by: Self.replacement)
        }
    }
}
