/// Rate limits as one handler thread knows them, for the time without Redis.
///
/// Each thread of each process counts on its own, so up to threads × processes times the limit comes in.
struct LocalRates {
    /// How many callers are told apart; beyond, all are forgotten, since a limit that is refilled harms nobody.
    static let cellLimit = 10_000

    private var cells: [String: RateCell] = [:]

    mutating func take(_ limit: RateLimit, for key: String, at now: Int) -> RateStanding {
        if cells[key] == nil, cells.count >= Self.cellLimit { cells.removeAll(keepingCapacity: true) }
        return cells[key, default: RateCell()].take(limit, at: now)
    }
}
