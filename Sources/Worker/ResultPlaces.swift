import HTTPClient
import Identity
import Synchronization

/// Lets few large results be in memory between their reading and their commit, so that who gets many at once does not fill it.
///
/// The others wait as the answers that they came in, and these are few (``LargeAnswers``). A commit always ends, so whoever waits has
/// its turn.
final class ResultPlaces: Sendable {
    /// An answer with more bytes than this is large.
    static let smallest = 64 << 10
    /// How much larger a value may be in memory than its text.
    static let expansion = 8
    /// What the results of one tenant may take, thought to be as large as they may be, in bytes; one alone may take more.
    static let tenantLimit = 32 << 20
    /// Those of all.
    static let limit = 64 << 20

    private struct State {
        var bytes = 0
        var tenants: [TenantID: Int] = [:]
        var waiting: [ActiveRun] = []

        func hasRoom(for bytes: Int, of tenant: TenantID) -> Bool {
            let own = tenants[tenant, default: 0]
            return (own == 0 || own + bytes <= ResultPlaces.tenantLimit)
                && (self.bytes == 0 || self.bytes + bytes <= ResultPlaces.limit)
        }
    }

    private let state = Mutex(State())

    /// - Returns: nil for a small answer.
    /// - Throws: ``ResultHeldBack``: ``putAside(_:)`` is to follow.
    func enter(_ arrival: Arrival, of tenant: TenantID) throws(ResultHeldBack) -> ResultPlace? {
        guard arrival.bytes > Self.smallest else { return nil }
        let bytes = arrival.bytes * Self.expansion
        let isIn = state.withLock { state in
            guard state.hasRoom(for: bytes, of: tenant) else { return false }
            state.bytes += bytes
            state.tenants[tenant, default: 0] += bytes
            return true
        }
        guard isIn else { throw ResultHeldBack() }
        return ResultPlace(self, bytes, of: tenant, in: arrival.place)
    }

    /// Puts a run aside until another one's result is committed.
    func putAside(_ run: ActiveRun) {
        let isFree = state.withLock { state in
            if state.bytes > 0 { state.waiting.append(run) }
            return state.bytes == 0
        }
        if isFree { run.requeue() }
    }

    fileprivate func leave(_ bytes: Int, of tenant: TenantID) {
        let waiting = state.withLock { state in
            state.bytes -= bytes
            let left = state.tenants[tenant, default: bytes] - bytes
            state.tenants[tenant] = left > 0 ? left : nil
            defer { state.waiting = [] }
            return state.waiting
        }
        // Whose turn it is not puts itself aside again.
        for run in waiting { run.requeue() }
    }
}

/// The place of a large result, held until it is committed.
final class ResultPlace: Sendable {
    private let places: ResultPlaces
    private let bytes: Int
    private let tenant: TenantID
    private let answer: AnswerPlace?

    fileprivate init(_ places: ResultPlaces, _ bytes: Int, of tenant: TenantID, in answer: AnswerPlace?) {
        (self.places, self.bytes, self.tenant, self.answer) = (places, bytes, tenant, answer)
    }

    deinit { places.leave(bytes, of: tenant) }
}

/// A result is to be read later.
struct ResultHeldBack: Error {}
