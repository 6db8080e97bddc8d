internal import JSON

extension PlainEvaluation {
    mutating func compare(
        _ left: JSON, _ sign: PlainExpression.Comparison, _ right: JSON
    ) throws(NotPlain) -> Bool {
        switch sign {
        case .equal: try areEqual(left, right)
        case .notEqual: try !areEqual(left, right)
        case .less: try order(left, right) < 0
        case .lessOrEqual: try order(left, right) <= 0
        case .greater: try order(left, right) > 0
        case .greaterOrEqual: try order(left, right) >= 0
        }
    }

    mutating func result(
        of left: JSON, _ sign: PlainExpression.Arithmetic, _ right: JSON
    ) throws(NotPlain) -> JSON {
        switch (left, sign, right) {
        case (.null, .plus, let value), (let value, .plus, .null): return value
        case (.number(let left), .plus, .number(let right)): return try .exact(left.double + right.double)
        case (.number(let left), .minus, .number(let right)): return try .exact(left.double - right.double)
        case (.number(let left), .times, .number(let right)): return try .exact(left.double * right.double)
        case (.number(let left), .divided, .number(let right)):
            guard right.double != 0 else { throw NotPlain() }
            return try .exact(left.double / right.double)
        case (.string(let left), .plus, .string(let right)):
            try spend(left.utf8.count + right.utf8.count)
            noteConstruction()
            return .string(left + right)
        case (.array(let left), .plus, .array(let right)):
            try spend(left.count + right.count)
            noteConstruction()
            return .array(left + right)
        default: throw NotPlain()
        }
    }

    private mutating func areEqual(_ left: JSON, _ right: JSON) throws(NotPlain) -> Bool {
        try spend(1)
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.number(let left), .number(let right)): return left.double == right.double
        case (.string(let left), .string(let right)):
            try spend(min(left.utf8.count, right.utf8.count))
            return left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            for (left, right) in zip(left, right) where try !areEqual(left, right) { return false }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            for (name, value) in left {
                guard let other = right.jqMember(name), try areEqual(value, other) else { return false }
            }
            return true
        default: return false
        }
    }

    /// Below, at or above zero as `left` comes before, with or after `right` in jq's order of all values.
    private mutating func order(_ left: JSON, _ right: JSON) throws(NotPlain) -> Int {
        try spend(1)
        switch (left, right) {
        case (.number(let left), .number(let right)):
            return left.double < right.double ? -1 : left.double == right.double ? 0 : 1
        case (.string(let left), .string(let right)): return try order(left, right)
        case (.array(let left), .array(let right)):
            for (left, right) in zip(left, right) {
                let order = try order(left, right)
                if order != 0 { return order }
            }
            return left.count - right.count
        case (.object(let left), .object(let right)):
            // First the sets of names, as sorted arrays, then the members in the order of their names.
            let (leftNames, rightNames) = (try names(of: left), try names(of: right))
            let order = try order(.array(leftNames), .array(rightNames))
            if order != 0 { return order }
            for case .string(let name) in leftNames {
                let order = try self.order(left[name] ?? .null, right[name] ?? .null)
                if order != 0 { return order }
            }
            return 0
        default: return left.rank - right.rank
        }
    }

    private mutating func order(_ left: String, _ right: String) throws(NotPlain) -> Int {
        try spend(min(left.utf8.count, right.utf8.count))
        if left.utf8.lexicographicallyPrecedes(right.utf8) { return -1 }
        return left.hasSameBytes(as: right) ? 0 : 1
    }

    private mutating func names(of object: JSONObject) throws(NotPlain) -> [JSON] {
        try spend(object.count)
        return object.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { .string($0) }
    }
}

extension JSON {
    /// The place of the value's kind in jq's order.
    fileprivate var rank: Int {
        switch self {
        case .null: 0
        case .bool(false): 1
        case .bool(true): 2
        case .number: 3
        case .string: 4
        case .array: 5
        case .object: 6
        }
    }
}
