internal import Identity
internal import Synchronization

/// Requests that a process has taken from rate cells in advance: who sends hundreds a second is not worth a question to
/// Redis each time.
///
/// An allotment ends soon (``lifetime``), what was not used of it is given back, and it is never more than a two-hundredth of
/// what the cell has left (``GateScript``). It is for one session, whose grants it carries. So limits are kept to within 1 %,
/// and the end of a session or a change of its grants counts within 50 ms for callers whose requests follow each other faster than that, else at
/// once.
final class Allotments: Sendable {
    /// How long an allotment can be used.
    static let lifetime = Duration.milliseconds(50)
    /// How long what was not used is given back.
    static let returnLimit = Duration.seconds(1)
    /// The most requests of one.
    static let sizeLimit = 64
    /// How many questions must have followed each other within half a lifetime before more than one request is taken.
    static let rhythm = 16
    /// How many callers are told apart; beyond, all are forgotten, since who is not known is asked about.
    static let callerLimit = 10_000

    /// Who calls what.
    struct Key: Hashable, Sendable {
        let tenant: TenantID
        let session: SessionID
        let endpoint: String
    }

    /// What a request does.
    enum Entry: Sendable, Hashable {
        /// It uses one that was taken in advance.
        case uses(Grants, RateStanding)
        /// It asks Redis, and takes so many; it gives back what was not used. ``keep(_:of:grants:standing:)`` must follow where
        /// more than one was taken.
        case asks(wanted: Int, unused: Int)
    }

    private struct Allotment {
        var grants: Grants?
        var standing: RateStanding?
        /// Requests that were taken and have not come.
        var left = 0
        var asked: ContinuousClock.Instant
        /// How many questions have followed each other quickly.
        var pace = 0
        /// One request at a time takes several.
        var isTaking = false
    }

    private let allotments = Mutex<[Key: Allotment]>([:])

    func enter(_ key: Key, at now: ContinuousClock.Instant) -> Entry {
        allotments.withLock { allotments in
            guard var found = allotments[key] else {
                if allotments.count >= Self.callerLimit { allotments.removeAll(keepingCapacity: true) }
                allotments[key] = Allotment(asked: now)
                return .asks(wanted: 1, unused: 0)
            }
            defer { allotments[key] = found }
            let age = found.asked.duration(to: now)
            if age < Self.lifetime {
                if found.left > 0, let grants = found.grants, let standing = found.standing {
                    found.left -= 1
                    return .uses(grants, standing.with(found.left))
                }
                if found.isTaking { return .asks(wanted: 1, unused: 0) }
            }
            // The cell has refilled since: what is older was never missing.
            let unused = age < Self.returnLimit ? found.left : 0
            found = Allotment(asked: now, pace: age < Self.lifetime / 2 ? found.pace + 1 : 0)
            guard found.pace >= Self.rhythm else { return .asks(wanted: 1, unused: unused) }
            found.isTaking = true
            return .asks(wanted: min(Self.sizeLimit, 2 << min(found.pace - Self.rhythm, 16)), unused: unused)
        }
    }

    /// Keeps what was taken beyond the request that asked.
    func keep(_ count: Int, of key: Key, grants: Grants, standing: RateStanding) {
        allotments.withLock { allotments in
            allotments[key]?.grants = grants
            allotments[key]?.standing = standing
            allotments[key]?.left += count
            allotments[key]?.isTaking = false
        }
    }
}
