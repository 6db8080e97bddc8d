package import Database
package import JSON

/// An amount of money, exact to nine decimals. The database adds and multiplies; nothing here calculates.
package struct Money: Sendable, Hashable {
    /// Decimal digits without needless zeros, such as `0.000123`.
    package let amount: String
    /// ISO 4217.
    package static let currency = "USD"

    package static let zero = Money(amount: "0")

    private init(amount: String) {
        self.amount = amount
    }

    /// As answers show it: a decimal string, since JSON's numbers are binary for many readers.
    package var json: JSON {
        ["amount": .string(amount), "currency": .string(Self.currency)]
    }

    package static let schema = Schema.object([
        "amount": .string("Exact, to nine decimals.", pattern: #"^-?[0-9]+(\.[0-9]{1,9})?$"#),
        "currency": .string("ISO 4217.", pattern: "^[A-Z]{3}$"),
    ]).named("Money")
}

extension Money: SQLReadable {
    package init?(sqlValue: SQLValue) {
        guard case .decimal(let digits) = sqlValue else { return nil }
        var text = digits[...]
        if text.contains(".") {
            while text.last == "0" { text = text.dropLast() }
            if text.last == "." { text = text.dropLast() }
        }
        amount = String(text)
    }
}
