internal import JSON

extension PlainEvaluation {
    /// `.name` of a value: null where there is no such member.
    func member(_ name: String, of container: JSON, isOptional: Bool) throws(NotPlain) -> JSON? {
        switch container {
        case .null: return .null
        case .object(let members): return members.jqMember(name) ?? .null
        default: return try failure(isOptional: isOptional)
        }
    }

    /// `.[key]` of a value.
    func element(_ key: JSON, of container: JSON, isOptional: Bool) throws(NotPlain) -> JSON? {
        switch (container, key) {
        case (_, .string(let name)): return try member(name, of: container, isOptional: isOptional)
        case (.null, .number): return .null
        case (.array(let elements), .number(let number)):
            guard let index = number.integer, abs(number.double) < Double(Int32.max) else { throw NotPlain() }
            let place = index < 0 ? Int(index) + elements.count : Int(index)
            return elements.indices.contains(place) ? elements[place] : .null
        case (.object, .number), (.number, .number), (.string, .number), (.bool, .number):
            return try failure(isOptional: isOptional)
        default: throw NotPlain()
        }
    }

    /// An error for certain.
    private func failure(isOptional: Bool) throws(NotPlain) -> JSON? {
        guard isOptional else { throw NotPlain() }
        return nil
    }

    mutating func text(_ segments: [PlainExpression], on input: JSON) throws(NotPlain) -> JSON? {
        var text = ""
        var isEmpty = false
        // All of them, also after one without an output: an error in another one would count.
        for segment in segments {
            guard let value = try output(of: segment, on: input) else {
                isEmpty = true
                continue
            }
            let part = try value.plainText()
            try spend(part.utf8.count)
            text += part
        }
        noteConstruction()
        return isEmpty ? nil : .string(text)
    }

    mutating func array(_ elements: [PlainExpression], on input: JSON) throws(NotPlain) -> JSON? {
        var values: [JSON] = []
        for element in elements {
            if let value = try output(of: element, on: input) { values.append(value) }
        }
        noteConstruction()
        return .array(values)
    }

    mutating func object(_ members: [PlainExpression.Member], on input: JSON) throws(NotPlain) -> JSON? {
        var object = JSONObject(minimumCapacity: members.count)
        var isEmpty = false
        for member in members {
            guard let name = try output(of: member.name, on: input) else {
                isEmpty = true
                continue
            }
            guard case .string(let name) = name else { throw NotPlain() }
            guard let value = try output(of: member.value, on: input) else {
                isEmpty = true
                continue
            }
            try object.set(name, to: value)
        }
        noteConstruction()
        return isEmpty ? nil : .object(object)
    }

    mutating func output(of function: PlainExpression.Function, on input: JSON) throws(NotPlain) -> JSON? {
        switch function {
        case .not: return .bool(!input.isTrue)
        case .type: return .string(input.kind)
        case .empty: return nil
        case .length:
            switch input {
            case .null: return 0
            case .array(let elements): return JSON(elements.count)
            case .object(let members): return JSON(members.count)
            case .string(let text):
                try spend(text.utf8.count)
                return JSON(text.unicodeScalars.count)
            case .bool, .number: throw NotPlain()
            }
        }
    }

    /// Looks whether the output is small enough, as text.
    mutating func measure(_ value: JSON, level: Int) throws(NotPlain) {
        try spend(1)
        switch value {
        case .null, .bool, .number: return
        case .string(let text): try spend(text.utf8.count)
        case .array(let elements):
            guard level < JSON.nestingLimit else { throw NotPlain() }
            for element in elements { try measure(element, level: level + 1) }
        case .object(let members):
            guard level < JSON.nestingLimit else { throw NotPlain() }
            for (name, member) in members {
                try spend(name.utf8.count)
                try measure(member, level: level + 1)
            }
        }
    }
}

extension JSON {
    /// All but false and null, as in jq.
    var isTrue: Bool {
        switch self {
        case .null, .bool(false): false
        default: true
        }
    }

    /// A number that an expression computed. Larger whole ones lose digits, each program in its own way.
    static func exact(_ value: Double) throws(PlainEvaluation.NotPlain) -> JSON {
        guard abs(value) < PlainExpressionParser.exactNumberLimit else { throw PlainEvaluation.NotPlain() }
        return .number(JSONNumber(value))
    }

    /// The value inside a longer string.
    fileprivate func plainText() throws(PlainEvaluation.NotPlain) -> String {
        switch self {
        case .string(let text): return text
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(.integer(let value)) where abs(Double(value)) < 1e15: return String(value)
        // How jq writes other numbers, and spaces in arrays and objects, is its own matter.
        default: throw PlainEvaluation.NotPlain()
        }
    }
}

extension JSONObject {
    /// The member with this name, byte for byte. Swift takes canonically equivalent names for one, jq does not.
    func jqMember(_ name: String) -> JSON? {
        guard let place = index(forKey: name), keys[place].hasSameBytes(as: name) else { return nil }
        return values[place]
    }

    fileprivate mutating func set(_ name: String, to value: JSON) throws(PlainEvaluation.NotPlain) {
        if let place = index(forKey: name) {
            guard keys[place].hasSameBytes(as: name) else { throw PlainEvaluation.NotPlain() }
            values[place] = value
        } else {
            self[name] = value
        }
    }
}
