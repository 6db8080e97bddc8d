package import Identity

/// A value that a column of a row can hold.
package protocol SQLReadable {
    /// nil: the column holds something else, or a number that does not fit.
    init?(sqlValue: SQLValue)
}

extension SQLReadable where Self: FixedWidthInteger {
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .integer(let value): self.init(exactly: value)
        case .unsigned(let value): self.init(exactly: value)
        // What SUM of an integer column is.
        case .decimal(let digits): self.init(digits, radix: 10)
        default: return nil
        }
    }
}

extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    package init?(sqlValue: SQLValue) {
        guard let raw = RawValue(sqlValue: sqlValue) else { return nil }
        self.init(rawValue: raw)
    }
}

extension Int: SQLReadable {}
extension Int32: SQLReadable {}
extension Int64: SQLReadable {}
extension UInt8: SQLReadable {}
extension UInt16: SQLReadable {}
extension UInt32: SQLReadable {}
extension UInt64: SQLReadable {}

extension Bool: SQLReadable {
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension Double: SQLReadable {
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .double(let value): self = value
        case .integer(let value): self.init(value)
        case .decimal(let digits): self.init(digits)
        default: return nil
        }
    }
}

extension String: SQLReadable {
    /// Text, or the digits of a decimal.
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .text(let text), .decimal(let text): self = text
        default: return nil
        }
    }
}

extension [UInt8]: SQLReadable {
    /// Bytes, or the UTF-8 of a text.
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .bytes(let bytes): self = bytes
        case .text(let text): self = Array(text.utf8)
        default: return nil
        }
    }
}

extension Identifier: SQLReadable {
    package init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self.init(bytes: bytes)
    }
}

extension Timestamp: SQLReadable {
    package init?(sqlValue: SQLValue) {
        guard case .time(let time) = sqlValue else { return nil }
        self = time
    }
}

extension SQLValue: SQLReadable {
    package init?(sqlValue: SQLValue) {
        self = sqlValue
    }
}
