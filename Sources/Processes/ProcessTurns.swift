/// Which program is started next where several owners want some: one of the owner for whom the fewest run, and among these
/// of the one who has waited longest. So nobody's turn is far off because of what somebody else wants.
struct ProcessTurns {
    /// Programs at a time that one owner leaves to others, where there is more than one turn.
    static let turnsLeft = 2

    private struct Waiting {
        let owner: String
        var processes: [StartedProcess]
    }

    private let concurrency: Int
    private let queueLimit: Int
    private var running: [String: Int] = [:]
    private var runningCount = 0
    /// No two of one owner, none without a program.
    private var waiting: [Waiting] = []

    init(concurrency: Int, queueLimit: Int) {
        self.concurrency = concurrency
        self.queueLimit = queueLimit
    }

    /// Whether nobody waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// - Returns: false: so many of the owner's wait already, and this one does not.
    mutating func add(_ process: StartedProcess) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.owner == process.owner }) else {
            waiting.append(Waiting(owner: process.owner, processes: [process]))
            return true
        }
        guard waiting[place].processes.count < queueLimit else { return false }
        waiting[place].processes.append(process)
        return true
    }

    /// Takes the program whose turn it is; nil: nobody's now. ``end(_:)`` is to follow.
    mutating func next() -> StartedProcess? {
        let limit = max(1, concurrency - Self.turnsLeft)
        let places = waiting.indices.map { (place: $0, running: running[waiting[$0].owner, default: 0]) }
        guard runningCount < concurrency,
            let (place, _) = places.filter({ $0.running < limit }).min(by: { $0.running < $1.running })
        else { return nil }
        var turn = waiting.remove(at: place)
        let process = turn.processes.removeFirst()
        if !turn.processes.isEmpty { waiting.append(turn) }
        running[process.owner, default: 0] += 1
        runningCount += 1
        return process
    }

    /// The turn of a program is over.
    mutating func end(_ process: StartedProcess) {
        runningCount -= 1
        let left = running[process.owner, default: 1] - 1
        running[process.owner] = left == 0 ? nil : left
    }
}
