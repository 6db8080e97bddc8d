import JSON

extension JSON {
    /// The value as JSON text for people, the same value without what would move the cursor or change colors: JSON lets the control
    /// characters after ASCII stand in a text as they are, and terminals obey them.
    var printableText: String {
        prettyText.unicodeScalars.reduce(into: "") { text, scalar in
            if (0x80...0x9F).contains(scalar.value) {
                text += "\\u00" + String(scalar.value, radix: 16)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
