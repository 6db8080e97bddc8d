/// The numbers of the core schema.
enum YAMLNumber {
    /// The JSON text of a number; nil where the text is none.
    static func json(_ text: String) -> String? {
        guard let first = text.utf8.first, first < 0x3A else { return nil }
        if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
        return decimal(text)
    }

    /// Beyond 64 bits it stays a text: JSON has no such form.
    private static func integer(_ digits: Substring, radix: Int) -> String? {
        guard let first = digits.first, first != "+", first != "-" else { return nil }
        return Int64(digits, radix: radix).map(String.init)
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func decimal(_ text: String) -> String? {
        var rest = Substring(text)
        let sign = rest.first == "-" ? "-" : ""
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        let whole = rest.takeDigits()
        var fraction = Substring()
        if rest.first == "." {
            rest.removeFirst()
            fraction = rest.takeDigits()
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var exponent = ""
        if rest.first == "e" || rest.first == "E" {
            rest.removeFirst()
            exponent = "e"
            if let mark = rest.first, mark == "-" || mark == "+" {
                exponent.append(mark)
                rest.removeFirst()
            }
            let digits = rest.takeDigits()
            guard !digits.isEmpty else { return nil }
            exponent += digits
        }
        guard rest.isEmpty else { return nil }
        let significant = whole.drop { $0 == "0" }
        return sign + (significant.isEmpty ? "0" : significant) + (fraction.isEmpty ? "" : "." + fraction) + exponent
    }
}

extension Substring {
    fileprivate mutating func takeDigits() -> Substring {
        let digits = prefix { ("0"..."9").contains($0) && $0.utf8.count == 1 }
        self = self[digits.endIndex...]
        return digits
    }
}
