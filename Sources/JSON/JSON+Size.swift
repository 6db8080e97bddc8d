extension JSON {
    /// About how many bytes the text has: quick, at least a sixth of them, and rarely too many.
    package var approximateSize: Int {
        switch self {
        case .null, .bool, .number: 4
        case .string(let text): text.utf8.count + 2
        case .array(let elements): elements.reduce(2) { $0 + $1.approximateSize + 1 }
        case .object(let members): members.reduce(2) { $0 + $1.key.utf8.count + $1.value.approximateSize + 4 }
        }
    }
}
