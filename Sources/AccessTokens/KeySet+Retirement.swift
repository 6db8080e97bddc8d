internal import Identity
internal import JSON

/// When a key signed for the last time stands beside it in the file, and is not published.
extension KeySet {
    private static let member = "retiredAt"

    /// Says of all keys that they sign no more, since now or since they stopped.
    mutating func retireAll(at time: Timestamp) {
        keys = keys.map { key in
            guard key[Self.member] == nil, var members = key.object else { return key }
            members[Self.member] = .string(time.description)
            return .object(members)
        }
    }

    /// Takes out the keys that signed for the last time before `time`.
    ///
    /// - Returns: their ids.
    mutating func removeRetired(before time: Timestamp, butNot current: String) -> [String] {
        var removed: [String] = []
        keys.removeAll { key in
            guard let id = key["kid"]?.string, id != current,
                let retired = key[Self.member]?.string.flatMap({ Timestamp($0) }), retired <= time
            else { return false }
            removed.append(id)
            return true
        }
        return removed
    }
}
