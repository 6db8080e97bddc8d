internal import FastCGI
internal import Identity
internal import Synchronization

/// The requests of a process that wait for topics.
final class WaitingRoom: Sendable {
    /// The most of them at a time; the next one is answered at once, as if its time were over. Each costs about 40 KB.
    static let limit = 256
    /// Those of one tenant.
    static let tenantLimit = 192

    private struct State {
        var topics: [ParkedRequests.ID: WaitTopic] = [:]
        var waiting: [String: Set<ParkedRequests.ID>] = [:]
        var requests: [ParkedRequests.ID: WaitingRequest] = [:]
        var counts: [TenantID: Int] = [:]
    }

    private let parked: ParkedRequests
    private let limit: Int
    private let state = Mutex(State())

    init(parked: ParkedRequests, limit: Int = WaitingRoom.limit) {
        self.parked = parked
        self.limit = limit
    }

    /// Listens for a topic from now on. Nil: too many wait already.
    func enter(_ topic: WaitTopic) -> ParkedRequests.ID? {
        state.withLock { state in
            guard state.topics.count < limit, state.counts[topic.tenant, default: 0] < Self.tenantLimit else {
                return nil
            }
            state.counts[topic.tenant, default: 0] += 1
            let id = parked.reserve()
            state.topics[id] = topic
            state.waiting[topic.name, default: []].insert(id)
            return id
        }
    }

    /// Keeps what is known of a request while it is parked.
    func keep(_ request: WaitingRequest, as id: ParkedRequests.ID) {
        state.withLock { $0.requests[id] = request }
    }

    /// Ends the listening of a request.
    ///
    /// - Returns: what was kept of it.
    func leave(_ id: ParkedRequests.ID) -> WaitingRequest? {
        state.withLock { state in
            if let topic = state.topics.removeValue(forKey: id) {
                let left = state.counts[topic.tenant, default: 1] - 1
                state.counts[topic.tenant] = left > 0 ? left : nil
                state.waiting[topic.name]?.remove(id)
                if state.waiting[topic.name]?.isEmpty == true { state.waiting[topic.name] = nil }
            }
            return state.requests.removeValue(forKey: id)
        }
    }

    /// Gives up a request that is not parked after all.
    func release(_ id: ParkedRequests.ID) {
        parked.release(id)
    }

    /// What is waited for, each topic once.
    var topics: [WaitTopic] { state.withLock { Array(Set($0.topics.values)) } }

    /// Has everybody who waits for it look again.
    func tell(_ name: String) {
        for id in state.withLock({ $0.waiting[name] }) ?? [] { parked.resume(id) }
    }
}
