/// About how much memory values take. What several of them share counts once.
package struct JSONFootprint: Sendable {
    /// What a string or an array takes beside its contents.
    private static let header = 32
    /// Of strings up to this one nobody asks whether they are shared, in bytes.
    private static let smallString = 256
    /// Of a member of an object, with its place in the index.
    private static let memberSize = MemoryLayout<JSON>.stride + MemoryLayout<String>.stride + 8

    package private(set) var bytes = 0
    /// How many values were looked at.
    package private(set) var values = 0
    /// Where the contents begin of what has been counted. Never followed.
    private var seen: Set<UInt> = []

    package init() {}

    package mutating func add(_ value: JSON?) {
        guard let value else { return }
        values += 1
        switch value {
        case .null, .bool, .number(.integer), .number(.double): break
        case .number(.literal(let text)), .string(let text): add(text)
        case .array(let elements): add(elements)
        case .object(let members): add(members)
        }
    }

    package mutating func add(_ elements: [JSON]) {
        guard !elements.isEmpty, isNew(elements) else { return }
        bytes += Self.header + elements.capacity * MemoryLayout<JSON>.stride
        for element in elements { add(element) }
    }

    package mutating func add(_ members: JSONObject) {
        guard !members.isEmpty, isNew(members.values.elements) else { return }
        bytes += 2 * Self.header + members.count * Self.memberSize
        for (name, value) in members {
            add(name)
            add(value)
        }
    }

    package mutating func add(_ text: String) {
        let count = text.utf8.count
        // Up to 15 bytes stand in the value itself.
        guard count > 15 else { return }
        if count > Self.smallString {
            let start = text.utf8.withContiguousStorageIfAvailable { UInt(bitPattern: $0.baseAddress) }
            if let start, !seen.insert(start).inserted { return }
        }
        bytes += Self.header + count
    }

    /// A buffer that is no value.
    package mutating func add(buffer count: Int) {
        bytes += count
    }

    private mutating func isNew(_ elements: [JSON]) -> Bool {
        elements.withUnsafeBufferPointer { seen.insert(UInt(bitPattern: $0.baseAddress)).inserted }
    }
}
