package import Identity

/// A value that an SQL statement can bind.
package protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLConvertible where Self: FixedWidthInteger {
    package var sqlValue: SQLValue {
        if let signed = Int64(exactly: self) { .integer(signed) } else { .unsigned(UInt64(truncatingIfNeeded: self)) }
    }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension Int: SQLConvertible {}
extension Int32: SQLConvertible {}
extension Int64: SQLConvertible {}
extension UInt8: SQLConvertible {}
extension UInt16: SQLConvertible {}
extension UInt32: SQLConvertible {}
extension UInt64: SQLConvertible {}

extension Bool: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Double: SQLConvertible {
    package var sqlValue: SQLValue { .double(self) }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension Substring: SQLConvertible {
    package var sqlValue: SQLValue { .text(String(self)) }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .bytes(self) }
}

extension Identifier: SQLConvertible {
    package var sqlValue: SQLValue { .bytes(bytes) }
}

extension Timestamp: SQLConvertible {
    package var sqlValue: SQLValue { .time(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }
}
