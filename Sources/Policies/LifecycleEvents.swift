/// How much runs tell of themselves as events (specification, "Lifecycle Events"). Each event is a row that is written and
/// brought to whoever listens, so that the least is the standard.
package enum LifecycleEvents: String, Sendable, Hashable, CaseIterable, Comparable {
    case none
    /// That they start, wait for events, are suspended and end.
    case workflow
    /// The same of each of their tasks.
    case all

    package static func < (one: Self, other: Self) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .none: 0
        case .workflow: 1
        case .all: 2
        }
    }
}
