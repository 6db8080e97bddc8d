package import Identity

/// One value as it travels to and from MariaDB.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    /// An integer above `Int64.max`.
    case unsigned(UInt64)
    case double(Double)
    /// Digits of a `DECIMAL`, such as `0.000123000`; comes from the server only.
    case decimal(String)
    case text(String)
    case bytes([UInt8])
    /// A `DATETIME(6)` in UTC.
    case time(Timestamp)

    /// What the value is, without the value: for error messages.
    var typeName: String {
        switch self {
        case .null: "NULL"
        case .integer, .unsigned: "an integer"
        case .double: "a floating-point number"
        case .decimal: "a decimal number"
        case .text: "text"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .time: "a time"
        }
    }
}
