/// Counts the exchanges that are under way, so that one owner's leave room for another's.
struct TransferPlaces {
    /// Exchanges at a time, each with a connection of its own; more wait, while their time runs. Below the 1,024
    /// descriptors that a process has by default.
    static let limit = 512
    /// Those of one owner.
    static let ownerLimit = 384

    private var count = 0
    private var counts: [String: Int] = [:]

    func hasRoom(for owner: String?) -> Bool {
        count < Self.limit && owner.map { counts[$0, default: 0] < Self.ownerLimit } ?? true
    }

    mutating func take(for owner: String?) {
        count += 1
        if let owner { counts[owner, default: 0] += 1 }
    }

    mutating func leave(of owner: String?) {
        count -= 1
        guard let owner, let left = counts[owner] else { return }
        counts[owner] = left > 1 ? left - 1 : nil
    }
}
