package import JSON

/// The fields of a value that its schema marks secret: those with `writeOnly: true` (JSON Schema draft 7, validation, section 10.3) or
/// `format: password` (the OpenAPI specification's word for what is not to be seen).
///
/// No branch of the schema is decided: a field is secret where one part of the schema that might apply to it says so. What takes too
/// many steps to look through is secret as a whole.
package struct SecretFields: Sendable {
    /// How many parts of schemas are held against parts of one value, and patterns against names of members.
    static let stepLimit = 1_000_000

    let parts: [SchemaPart]

    /// Nil where the schema marks no field.
    package init?(_ schema: JSON) {
        guard let parts = SchemaPart.marking(in: schema) else { return nil }
        self.parts = parts
    }

    /// A value with `replacement` in the place of each marked field, and what stood there.
    package func conceal(_ value: JSON, with replacement: JSON) -> (shown: JSON, secrets: [JSON]) {
        var secrets: [JSON] = []
        let shown = map(value, rest: { $0 }) { secret in
            secrets.append(secret)
            return replacement
        }
        return (shown, secrets)
    }

    /// A value whose marked fields are what `marked` makes of them, and everything else what `rest` does.
    package func map(_ value: JSON, rest: (JSON) -> JSON, marked: (JSON) -> JSON) -> JSON {
        withoutActuallyEscaping(rest) { rest in
            withoutActuallyEscaping(marked) { marked in
                var walk = Walk(parts: parts, rest: rest, marked: marked)
                return walk.map(value, under: [0])
            }
        }
    }

    private struct Walk {
        let parts: [SchemaPart]
        let rest: (JSON) -> JSON
        let marked: (JSON) -> JSON
        var steps = 0
        /// The parts that apply to a value to which these do.
        var closures: [[Int]: [Int]] = [:]

        mutating func map(_ value: JSON, under start: [Int]) -> JSON {
            if start.isEmpty { return rest(value) }
            let all = closure(of: start)
            steps += all.count
            guard steps <= SecretFields.stepLimit, !all.contains(where: { parts[$0].isMarked }) else {
                return marked(value)
            }
            switch value {
            case .array(let elements):
                return .array(
                    elements.enumerated().map { index, element in
                        map(element, under: union(all) { parts[$0].elements(at: index) })
                    })
            case .object(let members):
                let patterns = all.reduce(0) { $0 + parts[$1].patternCount }
                if patterns > 0 { steps += patterns * members.keys.reduce(0) { $0 + Self.steps(of: $1) } }
                guard steps <= SecretFields.stepLimit else { return marked(value) }
                return .object(map(members, under: all))
            case .null, .bool, .number, .string: return rest(value)
            }
        }

        private mutating func map(_ members: JSONObject, under all: [Int]) -> JSONObject {
            var mapped = JSONObject(minimumCapacity: members.count)
            var numbers: [String: Int] = [:]
            for (name, member) in members {
                let next = union(all) { parts[$0].members(named: name) }
                // A name is no field, and yet may hold what is not to be seen; not one by which the schema leads to a mark: under
                // another name it would not.
                let shown = next.isEmpty ? rest(.string(name)).string ?? name : name
                var free = shown
                while mapped[free] != nil || (free != name && members[free] != nil) {
                    numbers[shown, default: 1] += 1
                    free = "\(shown) (\(numbers[shown, default: 1]))"
                }
                mapped[free] = map(member, under: next)
            }
            return mapped
        }

        /// Of one pattern for a name: a long one takes longer.
        private static func steps(of name: String) -> Int { 1 + name.utf8.count / 64 }

        private func union(_ all: [Int], _ next: (Int) -> [Int]) -> [Int] {
            Set(all.flatMap(next).filter { parts[$0].leadsToMark }).sorted()
        }

        private mutating func closure(of start: [Int]) -> [Int] {
            if let known = closures[start] { return known }
            var (found, queue) = (Set(start), start)
            while let next = queue.popLast() {
                for part in parts[next].sameValue where parts[part].leadsToMark && found.insert(part).inserted {
                    queue.append(part)
                }
            }
            closures[start] = found.sorted()
            return found.sorted()
        }
    }
}
