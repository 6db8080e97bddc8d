internal import FastCGI
internal import Identity
internal import Synchronization
internal import Threads

/// How many threads of a process each endpoint holds. None gets the last one, so that an endpoint whose every request takes
/// its full time does not stop the others; its next request waits in line, without a thread. In line, tenants take turns.
final class EndpointSlots: Sendable {
    /// Threads that an endpoint leaves to the others.
    static let threadsLeft = 1
    /// The longest wait in line; then the answer is 503 `endpoint_busy`.
    static let queueLimit = Duration.seconds(5)
    /// The most requests of a tenant, or of an address, in the lines of a process: each has a connection, and there are
    /// some for others.
    static let senderLimit = 384

    /// What comes of ``enter(_:for:arrived:)``.
    enum Entry: Sendable {
        case entered
        /// ``ParkedRequests/resume(_:)`` is called for this when a slot is free: it is the request's then.
        case queued(ParkedRequests.ID)
        /// There are ``senderLimit`` of them in line already.
        case refused
    }

    /// Who takes turns.
    enum Sender: Sendable, Hashable {
        case tenant(TenantID)
        /// Who has no token, or one that was not seen before.
        case address(String)
    }

    /// A request that stood in line.
    struct Queued: Sendable {
        let endpoint: String
        let sender: Sender
        let arrival: ContinuousClock.Instant
        /// Whether it has a slot now.
        var hasSlot: Bool
    }

    private struct Use {
        var count = 0
        var queue = FairLine<Sender, ParkedRequests.ID>()
    }

    private struct State {
        var uses: [String: Use] = [:]
        var queued: [ParkedRequests.ID: Queued] = [:]
        /// How many of each sender.
        var counts: [Sender: Int] = [:]
    }

    private let parked: ParkedRequests
    private let limit: Int
    private let state = Mutex(State())

    init(parked: ParkedRequests, threads: Int) {
        self.parked = parked
        limit = max(1, threads - Self.threadsLeft)
    }

    /// Takes a slot of an endpoint, or a place in the line before it.
    ///
    /// - Parameters:
    ///   - sender: whose turn it takes in line; asked for only where there is one, since who it is takes time to find out.
    ///   - arrival: of the request.
    func enter(
        _ endpoint: String, for sender: @autoclosure () -> Sender, arrived arrival: ContinuousClock.Instant
    ) -> Entry {
        if state.withLock({ takeSlot(of: endpoint, &$0) }) { return .entered }
        // Not under the lock: the others would wait for it.
        let sender = sender()
        return state.withLock { state in
            if takeSlot(of: endpoint, &state) { return .entered }
            guard state.counts[sender, default: 0] < Self.senderLimit else { return .refused }
            state.counts[sender, default: 0] += 1
            let id = parked.reserve()
            state.uses[endpoint, default: Use()].queue.append(id, of: sender)
            state.queued[id] = Queued(endpoint: endpoint, sender: sender, arrival: arrival, hasSlot: false)
            return .queued(id)
        }
    }

    private func takeSlot(of endpoint: String, _ state: inout State) -> Bool {
        guard state.uses[endpoint, default: Use()].count < limit else { return false }
        state.uses[endpoint, default: Use()].count += 1
        return true
    }

    /// Gives a slot back: to the next one in line, where there is one.
    func leave(_ endpoint: String) {
        let next: ParkedRequests.ID? = state.withLock { state in
            guard state.uses[endpoint]?.queue.isEmpty == false else {
                state.uses[endpoint]?.count -= 1
                return nil
            }
            let next = state.uses[endpoint]?.queue.removeFirst()
            if let next { state.queued[next]?.hasSlot = true }
            return next
        }
        if let next { parked.resume(next) }
    }

    /// Takes a request out of the line it stands or stood in; nil: it is no such request.
    func take(_ id: ParkedRequests.ID) -> Queued? {
        state.withLock { state in
            guard let queued = state.queued.removeValue(forKey: id) else { return nil }
            let left = state.counts[queued.sender, default: 1] - 1
            state.counts[queued.sender] = left > 0 ? left : nil
            if !queued.hasSlot { state.uses[queued.endpoint]?.queue.removeAll { $0 == id } }
            return queued
        }
    }
}
