internal import JSON
internal import TextEncodings

/// What a part of a schema says of the places at which fields are marked secret.
struct SchemaPart: Sendable {
    private(set) var isMarked = false
    fileprivate(set) var leadsToMark = false
    /// Parts that apply to the same value.
    private(set) var sameValue: [Int] = []
    private var named: [String: Int] = [:]
    private var patterns: [(pattern: JSONSchema?, part: Int)] = []
    private var otherMembers: [Int] = []
    private var tuple: [Int] = []
    private var everyElement: [Int] = []
    private var otherElements: [Int] = []

    /// How many patterns a name is matched against.
    var patternCount: Int { patterns.count }

    /// The parts for a member of an object.
    func members(named name: String) -> [Int] {
        var found = patterns.filter { $0.pattern?.issues(.string(name)).isEmpty ?? true }.map(\.part)
        if let part = named[name] { found.append(part) }
        return found.isEmpty ? otherMembers : found
    }

    /// The parts for an element of an array.
    func elements(at index: Int) -> [Int] {
        everyElement + (index < tuple.count ? [tuple[index]] : otherElements)
    }

    fileprivate var all: [Int] {
        sameValue + named.values + patterns.map(\.part) + otherMembers + tuple + everyElement + otherElements
    }

    /// The parts of a schema, which comes first; nil where none is marked.
    static func marking(in schema: JSON) -> [SchemaPart]? {
        var reading = Reading(schema: schema)
        _ = reading.part(at: .root)
        while let place = reading.waiting.popLast() { reading.read(place) }
        let parts = reading.parts.leadingToMarks()
        return parts[0].leadsToMark ? parts : nil
    }

    private static let sameValueWords = ["if", "then", "else"]
    private static let sameValueLists = ["allOf", "anyOf", "oneOf"]
    private static let sameValueMaps = ["dependencies", "dependentSchemas"]

    private struct Reading {
        let schema: JSON
        var parts: [SchemaPart] = []
        var indexes: [JSONPointer: Int] = [:]
        var waiting: [JSONPointer] = []

        mutating func part(at place: JSONPointer) -> Int {
            if let known = indexes[place] { return known }
            indexes[place] = parts.count
            parts.append(SchemaPart())
            waiting.append(place)
            return parts.count - 1
        }

        mutating func read(_ place: JSONPointer) {
            guard let index = indexes[place], let members = schema[place]?.object else { return }
            var part = SchemaPart()
            part.isMarked = members["writeOnly"] == true || members["format"] == "password"
            for word in SchemaPart.sameValueWords where members[word] != nil {
                part.sameValue.append(self.part(at: place.appending(word)))
            }
            for word in SchemaPart.sameValueLists { part.sameValue += list(members[word], at: place.appending(word)) }
            for word in SchemaPart.sameValueMaps {
                part.sameValue += map(members[word], at: place.appending(word)).map(\.1)
            }
            if let target = members["$ref"]?.string.flatMap(Self.target) {
                part.sameValue.append(self.part(at: target))
            }
            part.named = Dictionary(
                map(members["properties"], at: place.appending("properties")), uniquingKeysWith: { first, _ in first })
            part.patterns = map(members["patternProperties"], at: place.appending("patternProperties")).map {
                // What is no pattern, or too much of one, takes every name.
                (try? JSONSchema(["pattern": .string($0)]), $1)
            }
            for word in ["additionalProperties", "unevaluatedProperties"] where members[word]?.object != nil {
                part.otherMembers.append(self.part(at: place.appending(word)))
            }
            part.tuple =
                list(members["items"], at: place.appending("items"))
                + list(members["prefixItems"], at: place.appending("prefixItems"))
            for word in ["items", "contains"] where members[word]?.object != nil {
                part.everyElement.append(self.part(at: place.appending(word)))
            }
            for word in ["additionalItems", "unevaluatedItems"] where members[word]?.object != nil {
                part.otherElements.append(self.part(at: place.appending(word)))
            }
            parts[index] = part
        }

        private mutating func list(_ value: JSON?, at place: JSONPointer) -> [Int] {
            (value?.array ?? []).indices.map { part(at: place.appending($0)) }
        }

        private mutating func map(_ value: JSON?, at place: JSONPointer) -> [(String, Int)] {
            (value?.object ?? [:]).keys.map { ($0, part(at: place.appending($0))) }
        }

        /// The place in the same schema to which a reference leads.
        private static func target(_ reference: String) -> JSONPointer? {
            guard reference.hasPrefix("#"), let place = PercentEncoding.decode(reference.dropFirst()) else {
                return nil
            }
            return JSONPointer(place)
        }
    }
}

extension [SchemaPart] {
    /// The same, each with whether it leads to a mark: most of a schema need not be held against values.
    fileprivate func leadingToMarks() -> [SchemaPart] {
        var users: [Int: [Int]] = [:]
        for index in indices {
            for part in self[index].all { users[part, default: []].append(index) }
        }
        var leading = Set(indices.filter { self[$0].isMarked })
        var queue = Array<Int>(leading)
        while let next = queue.popLast() {
            for user in users[next] ?? [] where leading.insert(user).inserted { queue.append(user) }
        }
        return enumerated().map { index, part in
            var part = part
            part.leadsToMark = leading.contains(index)
            return part
        }
    }
}
