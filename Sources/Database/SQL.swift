/// An SQL statement, or a part of one, with its values apart from its text.
///
/// Every interpolation binds, so no value can become SQL:
///
///     "SELECT name FROM users WHERE email = \(email) AND role IN \(list: roles)"
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The statement with a `?` for each value.
    package private(set) var text: String
    package private(set) var bindings: [SQLValue]

    package init(stringLiteral text: String) {
        self.text = text
        bindings = []
    }

    package init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    /// A statement from a file of ours, such as a migration. Never pass text that came from outside.
    package init(trusted text: String) {
        self.text = text
        bindings = []
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum += right
        return sum
    }

    package static func += (left: inout SQL, right: SQL) {
        left.text += right.text
        left.bindings += right.bindings
    }

    fileprivate mutating func bind(_ value: SQLValue) {
        text += "?"
        bindings.append(value)
    }
}

extension SQL {
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql: SQL = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + interpolationCount)
            sql.bindings.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            sql.bind(value.sqlValue)
        }

        /// Binds a value or NULL. Without this one the compiler warns of the optional.
        package mutating func appendInterpolation<Value: SQLConvertible>(_ value: Value?) {
            sql.bind(value.sqlValue)
        }

        /// Puts a part in, with its own bindings.
        package mutating func appendInterpolation(sql part: SQL) {
            sql += part
        }

        /// Binds all values as `(?, ?, …)`: for `IN` and `NOT IN`, or one row of `VALUES`. Nothing is in an empty list.
        package mutating func appendInterpolation(list values: some Sequence<some SQLConvertible>) {
            let parts = values.map { value in
                var part: SQL = ""
                part.bind(value.sqlValue)
                return part
            }
            sql += parts.isEmpty ? "(SELECT NULL FROM DUAL WHERE FALSE)" : "(" + parts.joined(separator: ", ") + ")"
        }
    }
}

extension Sequence<SQL> {
    /// One part with `separator` between the parts.
    package func joined(separator: SQL) -> SQL {
        var parts = makeIterator()
        guard var sum = parts.next() else { return "" }
        while let part = parts.next() {
            sum += separator
            sum += part
        }
        return sum
    }
}
