/// A JSON number that keeps its value.
///
/// Two numbers are equal when their values are: `1`, `1.0` and `1e0` are one number.
package enum JSONNumber: Sendable, Hashable {
    /// A whole number that fits 64 bits.
    case integer(Int64)
    /// A finite number that is not whole, or is whole and beyond 64 bits but exact as a double.
    case double(Double)
    /// A number that neither of the others can hold; its JSON text.
    case literal(String)

    /// The number nearest to a double; whole values become integers. Infinite and NaN become 0, which JSON can say.
    package init(_ value: Double) {
        if !value.isFinite {
            self = .integer(0)
        } else if let whole = Int64(exactly: value) {
            self = .integer(whole)
        } else {
            self = .double(value)
        }
    }

    /// The number that a JSON text stands for. The text must follow RFC 8259's grammar for numbers.
    package init(text: String) {
        if let whole = Int64(text) {
            self = .integer(whole)
        } else if let value = Double(text), value.isFinite, !Self.losesDigits(text, as: value) {
            self = JSONNumber(value)
        } else {
            self = .literal(text)
        }
    }

    /// The value as a whole number; nil where it has a fraction or does not fit 64 bits.
    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The nearest double.
    package var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .literal(let text): Double(text) ?? .greatestFiniteMagnitude
        }
    }

    /// The number as JSON text.
    package var text: String {
        switch self {
        case .integer(let value): String(value)
        case .double(let value): value.description
        case .literal(let text): text
        }
    }

    /// A whole number of more digits than a double holds must keep its text; a fraction is a double anyway.
    private static func losesDigits(_ text: String, as value: Double) -> Bool {
        let digits = text.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
        return digits > 15 && !text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    }
}
