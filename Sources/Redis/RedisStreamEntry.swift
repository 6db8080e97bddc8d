/// One entry of a stream.
package struct RedisStreamEntry: Sendable, Hashable {
    /// Such as `1764000000000-0`.
    package let id: String
    /// In the order in which they were added; empty: deleted while it was pending.
    package let fields: [(name: String, value: [UInt8])]

    /// The first value with this name.
    package subscript(name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    package static func == (left: RedisStreamEntry, right: RedisStreamEntry) -> Bool {
        left.id == right.id && left.fields.elementsEqual(right.fields, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }

    /// Reads `[id, [name, value, …]]`.
    init?(_ value: RedisValue) {
        guard let parts = value.array, parts.count == 2, let id = parts[0].string else { return nil }
        let flat = parts[1].array ?? []
        self.id = id
        fields = stride(from: 0, to: flat.count - 1, by: 2).compactMap { index in
            guard let name = flat[index].string, let value = flat[index + 1].bytes else { return nil }
            return (name, value)
        }
    }
}
