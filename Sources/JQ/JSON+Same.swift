internal import JSON

extension JSON {
    /// Whether another value has the same JSON text; quick where both share their storage.
    ///
    /// `==` would not do: it takes strings for equal that are canonically equivalent in Unicode, which jq tells apart.
    func isSame(as other: JSON) -> Bool {
        switch (self, other) {
        case (.string(let own), .string(let other)): return own.hasSameBytes(as: other)
        case (.array(let own), .array(let other)):
            return own.count == other.count
                && (own.hasSameStorage(as: other) || zip(own, other).allSatisfy { $0.isSame(as: $1) })
        case (.object(let own), .object(let other)):
            guard own.count == other.count else { return false }
            return own.keys.elements.hasSameStorage(as: other.keys.elements)
                && own.values.elements.hasSameStorage(as: other.values.elements)
                || zip(own, other).allSatisfy { $0.key.hasSameBytes(as: $1.key) && $0.value.isSame(as: $1.value) }
        default: return self == other
        }
    }
}

extension String {
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}

extension RandomAccessCollection {
    fileprivate func hasSameStorage(as other: Self) -> Bool {
        withContiguousStorageIfAvailable { own in
            other.withContiguousStorageIfAvailable { own.baseAddress == $0.baseAddress }
        } == true
    }
}
