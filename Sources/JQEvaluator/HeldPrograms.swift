/// The compiled programs that a parent keeps for its evaluators. Those that were not used for longest go first.
struct HeldPrograms {
    /// How many programs are kept.
    static let countLimit = 100
    /// How long their expressions may be together, in bytes; the compiled form is several times as long.
    static let sourceLimit = 4 << 20

    private var programs: [String: (program: Program, size: Int)] = [:]
    /// The ids of the programs, the one used last at the end.
    private var order: [String] = []
    private var size = 0

    subscript(id: String) -> Program? {
        mutating get {
            guard let held = programs[id] else { return nil }
            if order.last != id {
                order.removeAll { $0 == id }
                order.append(id)
            }
            return held.program
        }
    }

    mutating func hold(_ id: String, _ definition: Definition) {
        guard programs[id] == nil, definition.size <= Self.sourceLimit,
            case .success(let program) = Program.compile(definition)
        else { return }
        while let oldest = order.first, order.count >= Self.countLimit || size + definition.size > Self.sourceLimit {
            order.removeFirst()
            size -= programs.removeValue(forKey: oldest)?.size ?? 0
        }
        programs[id] = (program, definition.size)
        order.append(id)
        size += definition.size
    }
}
